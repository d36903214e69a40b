"""Draws one chart of cost and bound over time as SVG, in two sizes: alone with labels, or small in a grid.

Written for paper as well: lines differ by dashes and width before they differ by colour, upper lines are costs and
lower, thinner ones bounds, and the end of a line is labelled where it is.
"""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

FONT = "Helvetica,Arial,'DejaVu Sans',sans-serif"


@dataclass(frozen=True)
class Style:
    colour: str
    dashes: str
    width: float


@dataclass
class Line:
    """What one solver did: steps of [seconds, cost, bound], until it ended."""

    name: str
    style: Style
    course: list
    ended: float
    remark: str = ""  # why there is nothing to see

    def last(self, column):
        return self.course[-1][column] if self.course else None


@dataclass
class Frame:
    """Where a chart lies in its picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self):
        return self.left + self.width

    @property
    def bottom(self):
        return self.top + self.height


class Chart:
    """Scales for the lines in a frame. Steps nearer to each other than `tolerance` units are drawn as one."""

    def __init__(self, lines, limit, best, frame, tolerance=0.6):
        self.lines, self.limit, self.best, self.frame, self.tolerance = lines, limit, best, frame, tolerance
        self.start = 10.0 ** (math.floor(math.log10(limit)) - (3 if limit >= 100 else 2))
        self.low, self.high = window(lines, best)

    def x(self, seconds):
        part = math.log(max(seconds, self.start) / self.start) / math.log(self.limit / self.start)
        return self.frame.left + min(1.0, part) * self.frame.width

    def y(self, cost):
        part = (cost - self.low) / (self.high - self.low)
        # What lies far outside is cut off anyway; near numbers are shorter.
        return self.frame.bottom - max(-0.1, min(1.1, part)) * self.frame.height

    def draw(self, ticks):
        """Grid, axes, lines, best known cost: everything inside the frame and the numbers at it."""
        frame, parts = self.frame, []
        identity = f"f{frame.left:.0f}-{frame.top:.0f}"
        box = f'x="{frame.left:g}" y="{frame.top:g}" width="{frame.width:g}" height="{frame.height:g}"'
        parts.append(f'<clipPath id="{identity}"><rect {box}/></clipPath>')
        across = [(self.y(value), value) for value in nice(self.low, self.high, ticks)]
        up = [(self.x(value), value) for value in tens(self.start, self.limit)]
        up = [(x, value) for x, value in up if value == self.limit or x < frame.right - 30]
        grid = "".join(f"M{frame.left:g} {y:.1f}h{frame.width:g}" for y, _ in across)
        grid += "".join(f"M{x:.1f} {frame.top:g}v{frame.height:g}" for x, _ in up)
        parts.append(f'<path d="{grid}" stroke="#ddd"/>')
        numbers = [text(frame.left - 5, y + 3.5, f"{value:.0f}") for y, value in across]
        parts.append(f'<g text-anchor="end">{"".join(numbers)}</g>')
        numbers = [text(x, frame.bottom + 14, f"{value:g}") for x, value in up]
        parts.append(f'<g text-anchor="middle">{"".join(numbers)}</g>')
        if self.best is not None:
            y = self.y(self.best)
            parts.append(f'<path d="M{frame.left:g} {y:.1f}h{frame.width:g}" stroke="#777"/>')
        parts.append(f'<g clip-path="url(#{identity})" fill="none">')
        parts += [self.gap(self.lines[0])] if self.lines else []
        for line in reversed(self.lines):  # the first lies on top
            for column, width in ((2, 0.6), (1, 1.0)):
                parts.append(self.path(line, column, line.style.width * width))
        parts.append("</g>")
        parts.append(f'<rect {box} fill="none" stroke="#333"/>')
        parts += [self.dot(line) for line in self.lines]
        return "\n".join(part for part in parts if part)

    def steps(self, line, column):
        """Corners (x, y) of a line's steps, of those within the tolerance only the last."""
        corners, y = [], None
        for step in line.course:
            if step[column] is None:
                continue
            x, y = self.x(step[0]), self.y(step[column])
            if corners and abs(y - corners[-1][1]) < self.tolerance / 3:
                continue
            if corners and x - corners[-1][0] < self.tolerance:
                corners[-1] = (corners[-1][0], y)
            else:
                corners.append((x, y))
        if corners:
            corners.append((self.x(min(line.ended, self.limit)), y))
        return corners

    def path(self, line, column, width):
        corners = self.steps(line, column)
        if not corners:
            return ""
        dashes = f' stroke-dasharray="{line.style.dashes}"' if line.style.dashes else ""
        return f'<path d="{trace(corners)}" stroke="{line.style.colour}" stroke-width="{width:.2g}"{dashes}/>'

    def gap(self, line):
        """A light area between a solver's cost and its bound."""
        upper, lower = self.steps(line, 1), self.steps(line, 2)
        if not upper or not lower:
            return ""
        if lower[0][0] > upper[0][0]:
            lower.insert(0, (upper[0][0], self.frame.bottom + 5))  # nothing is proven yet
        back = "".join(f"H{x:.1f}V{y:.1f}" for x, y in turned(lower))
        return f'<path d="{trace(upper)}V{lower[-1][1]:.1f}{back}Z" fill="#000" fill-opacity=".07"/>'

    def dot(self, line):
        """Marks where a solver had proven its roster to be the best."""
        cost, bound = line.last(1), line.last(2)
        if cost is None or bound is None or cost > bound or not self.inside(cost):
            return ""
        x, y = self.x(line.course[-1][0]), self.y(cost)
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{line.style.colour}"/>'

    def inside(self, cost):
        return self.low <= cost <= self.high

    def ends(self):
        """Labels at the right end: (y, text, colour), far enough from each other."""
        labels = []
        for line in self.lines:
            cost, bound = line.last(1), line.last(2)
            if cost is not None and cost == bound:
                labels.append((self.y(cost), f"{line.name} {cost}, proven", line.style.colour))
                continue
            if cost is not None:
                arrow = "" if cost <= self.high else " ↑"
                labels.append((self.y(cost), f"{line.name} {cost}{arrow}", line.style.colour))
            if bound is not None:
                arrow = "" if bound >= self.low else " ↓"
                labels.append((self.y(bound), f"{line.name} ≥ {bound}{arrow}", line.style.colour))
        if self.best is not None:
            labels.append((self.y(self.best), f"best known {self.best}", "#666"))
        return spread(labels, self.frame.top + 4, self.frame.bottom, 13)


def window(lines, best):
    """The costs between which a chart is worth looking at: around the best one, with the best roster in sight.

    A solver that is ten times as bad is cut off, and its label says how bad it is.
    """
    costs = [line.last(1) for line in lines if line.last(1) is not None]
    bounds = [line.last(2) for line in lines if line.last(2) is not None]
    least = min([*costs, *([best] if best is not None else [])], default=max(bounds, default=1))
    early = [cost for line in lines for seconds, cost, _ in line.course if cost is not None and seconds >= 0.5]
    room = max(abs(least), 4)
    high = max(min(max([*costs, *early], default=least), least + 0.5 * room), 1.1 * min(costs, default=least))
    low = max(min(bounds, default=least), least - 0.3 * room)
    high, low = max(high, least + 0.03 * room), min(low, least - 0.02 * room)
    return low - 0.05 * (high - low), high + 0.08 * (high - low)


def nice(low, high, count):
    """About so many round numbers between two; whole ones, as costs are."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(1.0, next(f * power for f in (1, 2, 5, 10) if f * power >= rough))
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def tens(start, limit):
    """The powers of ten from one of them on, and the limit itself."""
    powers = [10.0**k for k in range(round(math.log10(start)), math.ceil(math.log10(limit)))]
    return [*(power for power in powers if power < limit), limit]


def trace(corners):
    """A path of steps, in tenths of a unit from corner to corner, which is short."""
    corners = [(round(10 * x), round(10 * y)) for x, y in corners]
    path = "M" + " ".join(f"{number / 10:g}" for number in corners[0])
    for (x, y), (next_x, next_y) in zip(corners, corners[1:]):
        path += f"h{(next_x - x) / 10:g}" if next_x != x else ""
        path += f"v{(next_y - y) / 10:g}" if next_y != y else ""
    return path


def turned(corners):
    """The same steps from the right to the left: (x, and the height left of it)."""
    heights = [y for _, y in corners]
    return [(x, heights[max(0, i - 1)]) for i, (x, _) in reversed(list(enumerate(corners)))]


def spread(labels, top, bottom, distance):
    """Moves labels apart; what is too low is pushed up again."""
    placed = []
    for y, words, colour in sorted(labels, key=lambda label: label[0]):
        above = placed[-1][0] + distance if placed else top
        placed.append([max(y, above), words, colour])
    below = bottom + distance
    for label in reversed(placed):
        label[0] = below = min(label[0], below - distance)
    return placed


def text(x, y, words, size=None, anchor=None, colour=None, weight=None, turn=None):
    """Words at a place; what is None is as in everything around."""
    styles = {"font-size": size, "text-anchor": anchor, "fill": colour, "font-weight": weight, "transform": turn}
    styles = "".join(f' {name}="{value}"' for name, value in styles.items() if value is not None)
    return f'<text x="{x:.0f}" y="{y:.1f}"{styles}>{escape(words)}</text>'


def picture(width, height, title, parts):
    """The file: white below, so that dark pages do not swallow the lines."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
    head += f'height="{height:g}" role="img" font-family="{FONT}" font-size="11" fill="#333">\n'
    head += f"<title>{escape(title)}</title>\n"
    return head + '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
