//! How the trades divide the day. A line a shift: code and name, each in Chinese and English, hours, minutes of breaks,
//! how many of a hundred full-timers on duty work it (0: only part-timers do), and whether it counts as a night.

/// The text of a plan: days that a full-timer works in a month of 31, and its shifts, those of part-timers last.
pub type Text = (u32, &'static str);

/// Shops: customers ask from morning to midnight.
pub const SHOP: &[Text] = &[
    (
        24,
        "早|E|早班|early|08:30-17:00|60|35|day\n\
         中|M|中班|middle|13:00-21:30|60|30|day\n\
         晚|L|晚班|late|17:00-01:00|30|35|night\n\
         兼1|P1|兼职白天|part-time, day|10:00-14:00|0|0|day\n\
         兼2|P2|兼职晚上|part-time, evening|18:00-22:00|0|0|day",
    ),
    (
        26,
        "白|D|白班|full day|09:00-17:30|30|40|day\n\
         半|H|半白班|half day|10:00-15:30|0|20|day\n\
         晚|N|晚班|night|17:00-23:30|0|40|night",
    ),
    (
        22,
        "开|O|开店|opening|08:00-16:30|30|30|day\n\
         通|W|通班|all day|09:30-21:30|90|15|day\n\
         分|S|两头班|split|10:00-14:00 18:00-22:00|0|20|day\n\
         关|C|关店|closing|14:00-22:30|30|35|night\n\
         短|P|小时工|part-time|17:00-21:00|0|0|day",
    ),
];

/// Call centres: many shifts, meals apart.
pub const CALL_CENTRE: &[Text] = &[
    (
        22,
        "A|A|A班|A|08:00-16:30|60|25|day\n\
         B|B|B班|B|09:30-18:00|60|30|day\n\
         C|C|C班|C|13:30-22:00|60|30|day\n\
         D|D|D班|D|18:00-02:00|30|15|night\n\
         P|P|兼职上午|part-time, morning|09:00-13:00|0|0|day\n\
         Q|Q|兼职晚上|part-time, evening|18:00-22:00|0|0|day",
    ),
    (
        22,
        "早1|A1|早一|early, lunch at 11:30|08:00-11:30 12:30-16:30|0|20|day\n\
         早2|A2|早二|early, lunch at 12:30|08:00-12:30 13:30-16:30|0|15|day\n\
         中1|P1|中一|middle, dinner at 17:00|11:30-17:00 18:00-20:00|0|20|day\n\
         中2|P2|中二|middle, dinner at 18:00|11:30-18:00 19:00-20:00|0|15|day\n\
         两|S|两头班|split|09:00-13:00 17:00-21:00|0|10|day\n\
         夜|N|夜班|night|20:00-04:00|30|10|night\n\
         通|G|通宵|graveyard|00:00-08:00|30|10|night",
    ),
    (
        22,
        "早|E|早班|early|07:30-16:00|60|40|day\n\
         晚|L|晚班|late|14:30-23:00|60|40|night\n\
         中|M|常日|office|10:00-18:30|60|20|day",
    ),
];

/// Hotel desks: three shifts round the clock, or two of twelve hours.
pub const HOTEL: &[Text] = &[
    (
        22,
        "早|E|早班|early|07:00-15:30|30|35|day\n\
         中|L|中班|late|15:00-23:30|30|35|day\n\
         夜|N|夜班|night audit|23:00-07:30|30|20|night\n\
         常|M|行政班|middle|10:00-18:30|30|10|day",
    ),
    (
        16,
        "日|D|日班|day, twelve hours|08:00-20:00|60|55|day\n\
         夜|N|夜班|night, twelve hours|20:00-08:00|60|45|night\n\
         帮|P|帮班|help at check-in|13:00-18:00|0|0|day",
    ),
];

/// Pharmacies: open fourteen hours.
pub const PHARMACY: &[Text] = &[
    (
        23,
        "早|E|早班|early|08:00-16:00|30|40|day\n\
         晚|L|晚班|late|14:00-22:00|30|40|day\n\
         分|S|分段|split|08:00-12:00 17:00-21:00|0|20|day\n\
         兼|P|兼职|part-time|17:00-21:00|0|0|day",
    ),
    (
        17,
        "通|W|通班|all day, twelve hours|08:00-20:00|60|60|day\n\
         晚|L|晚班|late|13:30-22:00|30|40|day",
    ),
];

/// Wards: day, evening and night, long days, bays.
pub const WARD: &[Text] = &[
    (
        22,
        "A|D|白班|day|08:00-16:00|30|45|day\n\
         P|E|小夜|evening|15:30-23:30|30|27|day\n\
         N|N|大夜|night|23:00-08:30|30|28|night",
    ),
    (
        17,
        "A|D|责班|day|08:00-16:30|60|35|day\n\
         L|L|长白|long day|07:30-20:00|60|35|day\n\
         N|N|夜班|night, twelve hours|19:30-08:00|60|30|night",
    ),
    (
        21,
        "A1|D1|责护一|day, bay 1|08:00-16:00|30|20|day\n\
         A2|D2|责护二|day, bay 2|08:00-12:00 14:00-18:00|0|20|day\n\
         P|E|小夜|evening|16:00-24:00|30|25|night\n\
         N|N|大夜|night|00:00-08:00|30|25|night\n\
         办|O|办公班|office|08:00-17:00|60|10|day",
    ),
];

/// Security: round the clock in eight or twelve hours.
pub const SECURITY: &[Text] = &[
    (
        23,
        "早|E|早班|early|08:00-16:00|0|36|day\n\
         中|L|中班|late|16:00-24:00|0|34|day\n\
         夜|N|夜班|night|00:00-08:00|0|30|night",
    ),
    (
        17,
        "白|D|白班|day, twelve hours|07:00-19:00|60|55|day\n\
         夜|N|夜班|night, twelve hours|19:00-07:00|60|45|night",
    ),
    (
        20,
        "白|D|白班|day, twelve hours|07:00-19:00|60|35|day\n\
         夜|N|夜班|night, twelve hours|19:00-07:00|60|35|night\n\
         常|O|常日|office hours|08:30-17:00|60|15|day\n\
         岗|S|高峰岗|rush hours|07:00-10:00 16:30-20:00|0|15|day\n\
         临|P|临时岗|part-time|17:00-22:00|0|0|day",
    ),
];

/// Chat teams: late into the night.
pub const CHAT: &[Text] = &[
    (
        22,
        "白|D|白班|day|09:00-17:30|60|55|day\n\
         晚|N|晚班|night|16:00-00:30|60|45|night",
    ),
    (
        23,
        "早|A|早班|early|08:00-16:00|30|25|day\n\
         中|B|中班|middle|11:00-19:00|30|20|day\n\
         晚|C|晚班|late|17:00-01:00|30|35|night\n\
         夜|G|夜猫|night owl|20:00-04:00|30|20|night\n\
         兼|P|兼职|part-time|19:00-23:00|0|0|day",
    ),
    (
        22,
        "1|S1|一班|first|07:00-15:00|30|20|day\n\
         2|S2|二班|second|09:00-17:00|30|20|day\n\
         3|S3|三班|third|13:00-21:00|30|25|day\n\
         4|S4|四班|fourth|17:00-01:00|30|20|night\n\
         5|S5|五班|fifth|23:00-07:00|30|15|night",
    ),
];
