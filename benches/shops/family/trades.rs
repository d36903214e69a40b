//! The trades: their shifts, sizes, posts and habits.

use super::plans::{CALL_CENTRE, CHAT, HOTEL, PHARMACY, SECURITY, SHOP, Text, WARD};

/// A word in Chinese and in English.
pub type Word = (&'static str, &'static str);

/// A shift.
pub struct Kind {
    /// In cells.
    pub code: Word,
    /// In full.
    pub name: Word,
    /// `HH:MM-HH:MM`, one or two pieces.
    pub time: Vec<&'static str>,
    /// Minutes of breaks.
    pub unpaid: u32,
    /// How many of a hundred full-timers on duty work it; 0: only part-timers do.
    pub share: u32,
    /// Whether the team counts it as a night.
    pub night: bool,
}

/// The shifts of a plan, one a line.
pub fn kinds(text: &'static str) -> Vec<Kind> {
    let kind = |line: &'static str| {
        let fields: Vec<&str> = line.split('|').collect();
        let field = |i: usize| fields.get(i).copied().unwrap_or_default();
        let number = |i: usize| field(i).parse().unwrap_or(0);
        Kind {
            code: (field(0), field(1)),
            name: (field(2), field(3)),
            time: field(4).split(' ').collect(),
            unpaid: number(5),
            share: number(6),
            night: field(7) == "night",
        }
    };
    text.lines().map(kind).collect()
}

/// A trade.
pub struct Trade {
    /// In tables.
    pub name: &'static str,
    /// What a team calls itself, after a name of its own.
    pub title: Word,
    /// Fewest and most people.
    pub people: (usize, usize),
    /// Its ways to divide the day.
    pub plans: &'static [Text],
    /// Posts with how many of a hundred people on duty hold them; none: everybody does everything.
    pub posts: &'static [(Word, Word, u32)],
    /// The skill of which one is always there.
    pub expert: Option<(Word, Word)>,
    /// People on a day of rest, of a hundred on others.
    pub weekend: &'static [u32],
    /// Whether days of twice the demand come.
    pub peaks: bool,
    /// Whether people are counted by shift and not by half-hour, in so many of a hundred teams.
    pub by_shift: usize,
    /// Habits that come first.
    pub usual: &'static str,
}

/// All of them; a team's number says which is its own.
pub const TRADES: [Trade; 7] = [
    Trade {
        name: "shop",
        title: ("旗舰店客服", "shop"),
        people: (6, 22),
        plans: SHOP,
        posts: &[],
        expert: Some((("老手", "senior"), ("老员工", "senior staff"))),
        weekend: &[100, 115, 130],
        peaks: true,
        by_shift: 0,
        usual: "even-hours even-nights even-weekends blocks cycle together meeting mentor succession leader",
    },
    Trade {
        name: "call centre",
        title: ("呼叫中心", "call centre"),
        people: (16, 60),
        plans: CALL_CENTRE,
        posts: &[],
        expert: None,
        weekend: &[60, 75, 90],
        peaks: true,
        by_shift: 0,
        usual: "contract-hours even-weekends weekends night-limit rest-run kind-run-nights blocks rank-share",
    },
    Trade {
        name: "hotel desk",
        title: ("酒店前台", "hotel front desk"),
        people: (6, 16),
        plans: HOTEL,
        posts: &[],
        expert: None,
        weekend: &[100, 110, 125],
        peaks: true,
        by_shift: 0,
        usual: "kind-run-nights rest-run even-nights apart whole-weekends contract-hours month-exact",
    },
    Trade {
        name: "pharmacy",
        title: ("大药房", "pharmacy"),
        people: (6, 18),
        plans: PHARMACY,
        posts: &[],
        expert: Some((("药师", "rx"), ("执业药师", "pharmacist"))),
        weekend: &[90, 100, 110],
        peaks: false,
        by_shift: 0,
        usual: "even-hours weekends whole-weekends contract-hours mentor kind-run-other together meeting",
    },
    Trade {
        name: "ward",
        title: ("病区护理", "ward"),
        people: (10, 40),
        plans: WARD,
        posts: &[],
        expert: None,
        weekend: &[65, 75, 85],
        peaks: false,
        by_shift: 65,
        usual: "rank-share kind-run-nights rest-run work-run-shortest whole-weekends even-nights night-limit mentor succession weekends",
    },
    Trade {
        name: "security",
        title: ("保安队", "security"),
        people: (8, 36),
        plans: SECURITY,
        posts: &[
            (("门", "g"), ("门岗", "gate"), 60),
            (("监", "m"), ("监控室", "monitors"), 40),
        ],
        expert: None,
        weekend: &[80, 100],
        peaks: false,
        by_shift: 0,
        usual: "blocks cycle even-days even-nights apart kind-run-nights month-exact rank-share",
    },
    Trade {
        name: "chat team",
        title: ("在线客服", "chat team"),
        people: (8, 50),
        plans: CHAT,
        posts: &[
            (("售前", "p"), ("售前", "pre-sales"), 60),
            (("售后", "a"), ("售后", "after-sales"), 40),
        ],
        expert: None,
        weekend: &[100, 110],
        peaks: true,
        by_shift: 0,
        usual: "even-hours even-nights even-weekends rest-run meeting kind-run-nights whole-weekends night-limit shift-daily",
    },
];
