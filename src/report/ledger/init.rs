//! A ledger that was made.

use crate::app::ledger::init::Report;
use crate::report::Page;
use crate::text;
use crate::text::Lang;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (place, zone) = (&report.place, report.zone);
    page.say(&text!(
        "made the ledger {place} ({zone})",
        "已建台账 {place}（{zone}）"
    ));
    for (id, version, from) in &report.adopted {
        page.say(&text!(
            "  adopted {id} {version}, in force from {from}",
            "  采用制度 {id} {version}，自 {from} 生效"
        ));
    }
    if report.cut {
        page.say(&text!(
            "  a policy does not reach back before it is adopted, unless it was announced by then: --reach-back",
            "  制度不追溯到采用之前；若当时已经公示，加 --reach-back"
        ));
    }
    if let Some(user) = &report.manager {
        let name = &user.name;
        page.say(&text!(
            "  {name} is manager; only named users may write from now on",
            "  {name} 是店长；从现在起只有指定的用户可以写入"
        ));
        page.say(&super::user::proof(
            name,
            user.login.as_deref(),
            user.password.is_some(),
        ));
    }
    page.say(&if report.adopted.is_empty() {
        text!(
            "next: adopt a policy; `paiban ledger policy` lists the presets",
            "下一步：采用制度；用 paiban ledger policy 查看预设"
        )
    } else {
        text!(
            "next: publish the month's roster (`paiban publish`), then record events (`paiban ledger add`)",
            "下一步：发布当月班表（paiban publish），然后记录事件（paiban ledger add）"
        )
    });
    page
}
