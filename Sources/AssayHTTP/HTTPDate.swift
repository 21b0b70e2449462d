/// A point in time as HTTP writes it (RFC 9110, section 5.6.7), in whole seconds.
struct HTTPDate: Equatable {
    /// Seconds since the start of 1970, UTC.
    let seconds: Int64

    /// Reads the three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Parameters:
    ///   - text: The date; nil is returned for what is none.
    ///   - now: Seconds since the start of 1970, which a year of two digits is read by.
    init?(_ text: String, now: Int64) {
        let words = text.split { " ,-:".contains($0) }.map(String.init)
        guard words.count == 7 || words.count == 8 && words[7] == "GMT" else { return nil }
        let isAscTime = words.count == 7
        let date = isAscTime ? [words[2], words[1], words[6]] : [words[1], words[2], words[3]]
        let time = isAscTime ? words[3...5] : words[4...6]
        guard let day = Self.number(date[0], 1...31), let month = Self.months.firstIndex(of: date[1]),
            let year = Self.year(date[2], now: now),
            let clock = Self.clock(Array(time))
        else { return nil }
        guard day <= Self.dayCount(year: year, month: month) else { return nil }
        seconds = Int64(Self.days(year: year, month: month, day: day) * 86_400 + clock)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        guard text.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            return nil
        }
        return range.contains(number) ? number : Int?.none
    }

    private static func clock(_ words: [String]) -> Int? {
        // The sixtieth second is a leap second's.
        guard let hour = number(words[0], 0...23), let minute = number(words[1], 0...59),
            let second = number(words[2], 0...60)
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// A year; of two digits, the one that is at most 50 years ahead.
    private static func year(_ text: String, now: Int64) -> Int? {
        guard let number = number(text, 0...9999) else { return nil }
        guard text.count == 2 else { return text.count == 4 ? number : Int?.none }
        let thisYear = 1970 + Int(clamping: now / 31_556_952)
        let latest = thisYear + 50
        let year = latest / 100 * 100 + number
        return year > latest ? year - 100 : year
    }

    /// The days of a month, counted from 0 for January.
    private static func dayCount(year: Int, month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 1 ? (isLeap ? 29 : 28) : [3, 5, 8, 10].contains(month) ? 30 : 31
    }

    /// Days since the start of 1970 in the Gregorian calendar.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        // Counted from March, so that the day a leap year adds is the last one.
        let marchYear = month < 2 ? year - 1 : year
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + ((month + 10) % 12 * 153 + 2) / 5 + day - 1 - 719_468
    }
}
