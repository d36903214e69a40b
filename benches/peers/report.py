"""The whole report, and docs/BENCHMARKS.md, whose figures and plots stand between markers."""

import sys

import cases
import places
import shops_report
import tables

FAMILY = "shops"  # the group that is shown as a whole


def report(selected, chosen):
    """Heading, one table a group, where others were ahead, and what casts doubt on it."""
    shown = [case for case in selected if chosen.get(case.name)]
    if not shown:
        return "No results yet for these cases, solvers and limits.\n"
    return "\n".join(part for part in (singly(shown, chosen), family(shown, chosen)) if part)


def singly(shown, chosen):
    """Everything but the ordinary shops, of which each has a row; empty when nothing of it was run."""
    shown = [case for case in shown if case.group != FAMILY and chosen.get(case.name)]
    chosen = {case.name: chosen[case.name] for case in shown}
    if not shown:
        return ""
    parts = [heading(chosen)]
    for group, title in cases.GROUPS.items():
        members = [case for case in shown if case.group == group]
        if members:
            parts += [f"### {title}\n", tables.table(members, chosen), source(group, members)]
    details = [part for part in (tables.behind(chosen), tables.seeds(chosen)) if part]
    parts += ["### In detail\n", *details] if details else []
    parts.append(doubts(shown, chosen))
    return "\n".join(part for part in parts if part)


def family(shown, chosen):
    """The ordinary shops, all together; empty when none of them was run."""
    shown = [case for case in shown if case.group == FAMILY and chosen.get(case.name)]
    if not shown:
        return ""
    chosen = {case.name: chosen[case.name] for case in shown}
    parts = [shops_report.section(shown, chosen), tables.not_idle(chosen), doubts(shown, chosen)]
    return f"### {cases.GROUPS[FAMILY]}\n\n" + "\n".join(part for part in parts if part)


def doubts(shown, chosen):
    found = tables.problems(shown, chosen)
    return "**Results that cannot be right:**\n\n" + "".join(f"- {line}\n" for line in found) if found else ""


def heading(chosen):
    """When, where and with what: goes above the tables."""
    runs = [run for solvers in chosen.values() for runs in solvers.values() for run in runs]
    days = sorted({run.when for run in runs})
    text = f"Measured {'on ' + days[0] if len(days) == 1 else f'from {days[0]} to {days[-1]}'}: "
    text += "; ".join(sorted({run.where for run in runs})) + ", one solver after another.\n"
    text += "; ".join(programs(runs)) + f". Teams: month {cases.MONTH}.\n"
    return text + tables.not_idle(chosen)


def programs(runs):
    """What ran, each program once; of one of several commits the commits behind it."""
    commits = {}
    for run in runs:
        name, _, commit = run.what.partition(" (") if run.what.startswith("paiban") else (run.what, "", "")
        commits.setdefault(name, {}).setdefault(commit.rstrip(")"))
    return [name + (f" ({', '.join(filter(None, found))})" if any(found) else "") for name, found in commits.items()]


def source(group, members):
    """Where a group's best known costs are from, and which instances are meant."""
    if group not in cases.SOURCES:
        return ""
    which = [case.instance for case in members if isinstance(case, cases.Inrc2)]
    listed = f" Scenario, history and weeks: {', '.join(which)}." if which else ""
    return f"Best known: {cases.SOURCES[group]}{listed}\n"


def gallery(plots):
    """The plots that are there: the overview in sight, the cases behind a click."""
    text = ""
    if (plots / "overview.svg").exists():
        text += f"![Cost and bound over time, all cases]({link(plots / 'overview.svg')})\n\n"
    for group, title in cases.GROUPS.items():
        files = [plots / f"{case.name}.svg" for case in cases.ALL if case.group == group]
        files = [file for file in files if file.exists()]
        if files:
            images = "\n".join(f"![Cost and bound over time, {file.stem}]({link(file)})" for file in files)
            text += f"<details><summary>{title}</summary>\n\n{images}\n\n</details>\n\n"
    return text or "No plots yet.\n\n"


def link(file):
    return file.relative_to(places.DOCUMENT.parent).as_posix()


def between(text, name, new):
    """The text with what stands between the markers of that name replaced."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        sys.exit(f"the markers {begin.strip()} and {end.strip()} are missing")
    return before + begin + "\n" + new.rstrip("\n") + "\n\n" + end + after


def update(document, selected, chosen):
    """What was run stands in its place; what was not, stays as it was."""
    text = document.read_text(encoding="utf-8")
    parts = {"figures": singly(selected, chosen), FAMILY: family(selected, chosen)}
    if parts[FAMILY]:
        parts[FAMILY] = parts[FAMILY].partition("\n\n")[2]  # the document has the heading
        if (places.PLOTS / f"{FAMILY}.svg").exists():
            parts[FAMILY] += f"\n![Share of teams near the best known cost, over time]({link(places.PLOTS / f'{FAMILY}.svg')})\n"
    for name, part in parts.items():
        text = between(text, name, part) if part else text
    document.write_text(between(text, "plots", gallery(places.PLOTS)), encoding="utf-8")
