//! Policies that come with the program: the rules of the shops that it was made after.

use crate::text::Fixed;

/// A policy that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Preset {
    /// By which it is asked for; also the id of its policy.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: Fixed,
    /// The file, with its comments in both languages: [`crate::input::preset::localized`] leaves one.
    pub text: &'static str,
}

/// All of them. Their ids, and those of all their categories, differ, so that any of them can be in force together.
pub const PRESETS: [Preset; 6] = [
    Preset {
        name: "tmall",
        about: (
            "A Tmall shop: complaints 50, 100, then a review; missed duty and missed cover; cases in 48 h",
            "天猫店：投诉 50、100、再次则审议；漏班与补班漏班；中差评 48 小时跟进",
        ),
        text: include_str!("../../data/policies/tmall.toml"),
    },
    Preset {
        name: "taobao",
        about: (
            "A Taobao shop: other things at work 10, 30, then a review; after-sales cases taken or left; attendance",
            "淘宝店：上班做无关事 10、30、再次则审议；擅接或搁置售后；考勤",
        ),
        text: include_str!("../../data/policies/taobao.toml"),
    },
    Preset {
        name: "supermarket",
        about: (
            "A supermarket's cash and service desk: 10 each breach, a shopping card of 100 for a clean month",
            "超市收银与服务台：每次 10，当月无违规奖 100 购物卡",
        ),
        text: include_str!("../../data/policies/supermarket.toml"),
    },
    Preset {
        name: "order-desk",
        about: (
            "The order desk of a web shop: times within which orders are confirmed, answered and dispatched",
            "网店订单组：确认订单、回复顾客、出库的时限",
        ),
        text: include_str!("../../data/policies/order-desk.toml"),
    },
    Preset {
        name: "taboos",
        about: (
            "The eight taboos of customer service, and four more offences that are named",
            "客服八大禁忌，以及另外四种点名禁止的行为",
        ),
        text: include_str!("../../data/policies/taboos.toml"),
    },
    Preset {
        name: "refunds",
        about: (
            "Refunds and compensation: up to 30 by the agent, more by the manager, each with a slip and a name",
            "退款与补偿：30 元以内客服自定，以上由店长决定，每笔有单据和姓名",
        ),
        text: include_str!("../../data/policies/refunds.toml"),
    },
];

/// A preset by its name.
pub fn find(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}
