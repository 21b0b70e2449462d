extension TaskCues {
    static let dataAnalysis = """
        1.2 csv
        1.2 dataset*
        1.9 dataframe*
        1.0 excel
        1.2 xlsx
        1.3 plot
        1.1 chart*
        1.1 diagramm
        1.9 histogram*
        1.1 trend*
        1.1 tendencia
        1.4 outlier*
        1.4 ausreißer
        1.7 correlat*
        1.7 korrel*
        1.4 regression of
        0.8 regression
        0.8 significant
        0.9 survey
        1.5 time series
        1.5 forecast*
        1.1 cluster
        0.6 segment*
        1.5 cohort
        0.8 retention
        1.9 pivot*
        1.2 aggregat*
        0.5 average
        1.0 percentile
        1.3 standard deviation
        1.3 mittelwert
        1.0 streuung
        1.3 écart type
        1.0 moyenne
        1.0 distribution
        1.0 visuali*
        1.0 dashboard
        0.9 conversion rate*
        0.5 sales
        0.6 ventas
        0.6 umsätze
        0.4 data
        0.6 daten
        0.5 table
        0.6 tabelle
        1.0 numbers below
        1.3 messreihe
        1.3 messwerte
        0.6 analyze
        0.6 analyse
        0.8 analysis
        0.8 analiza
        1.2 werte + aus
        1.0 auswert*
        0.9 cifras
        0.6 visitors
        0.6 converted
        0.6 columns
        0.7 per day
        0.7 per month
        0.7 pro quartal
        1.0 weekly pattern
        0.9 entwickelt
        0.6 difference + noise
        0.6 churn
        0.6 top ten
        1.0 revenue
        1.0 kpi*
        0.8 by country
        0.8 by region
        0.8 by month
        0.6 quarter
        1.6 confidence interval
        0.6 mean
        0.9 median
        1.1 variance
        1.6 seasonality
        0.7 numbers
        1.0 measurements
        1.2 spreadsheet*
        0.7 stands out
        0.6 weekday
        0.9 table attached
        1.2 statistic*
        1.2 statistik
        1.6 p value
        0.7 percentage
        0.6 growth
        0.9 grafisch
        0.7 verlauf
        1.0 kennzahlen
        1.0 durchschnitt
        0.5 prozent
        0.5 anteil
        0.5 traffic
        0.5 rows
        1.0 breakdown
        0.8 break down
        0.8 year over year
        0.9 share of
        0.6 categories
        1.2 box plot
        1.2 bar chart
        1.2 heatmap
        1.2 anomal*
        0.9 consumption
        0.9 drop in
        1.0 rank the
        0.9 vorjahr
        0.9 im vergleich
        0.9 zahlen
        0.9 chiffre d affaires
        0.8 combien
        0.9 before and after
        0.9 attached export
        0.9 expenses
        1.0 fit a line
        0.9 transactions
        0.9 normalise
        1.0 scatter*
        1.0 quartile*
        0.9 significance
        0.9 growth rate
        0.9 wie hoch
        """

    static let reasoning = """
        1.8 prove
        1.8 proof
        1.8 beweis*
        1.8 demuestra
        1.8 démontre*
        1.2 step by step
        1.6 puzzle
        1.6 riddle
        0.8 logic
        1.6 logical*
        1.8 deduce
        1.2 premise*
        1.2 follows from
        1.2 implies
        0.7 argument*
        0.8 flaw
        1.6 fallacy
        1.2 reasoning
        1.4 reason it
        0.7 rational
        1.2 solve
        1.0 equation*
        1.4 integral
        1.4 theorem
        1.1 probability
        1.6 how many ways
        1.0 paradox
        1.2 dilemma
        1.2 pros and cons
        0.8 conclusion
        0.8 assumptions
        0.7 consequences
        0.8 justify
        1.0 begründe
        0.7 explain why
        1.2 first principles
        0.6 estimate
        1.6 next number
        1.0 irrational
        0.8 if all
        0.8 are some
        0.8 in welcher reihenfolge
        1.2 km h
        0.6 more than
        0.8 suppose
        0.8 work out
        0.6 triangle
        0.7 primzahl*
        0.7 prime*
        0.6 equivalent
        0.8 warum folgt
        0.6 switching
        0.5 each other
        1.2 how old
        1.0 wie alt
        0.9 twice as
        0.9 times as
        0.9 mal so
        0.9 dreimal so
        0.7 left of
        0.7 right of
        1.2 divisible
        0.6 integer
        1.6 show that
        1.5 devil s advocate
        1.2 rebut*
        0.7 discuss
        1.0 argue
        1.2 contradict*
        1.0 necessarily
        0.7 therefore
        1.0 conclude
        1.2 infer
        0.6 evaluate
        0.9 philosoph*
        0.9 ethic*
        1.5 thought experiment
        0.7 calculate
        0.6 compute
        0.6 berechne
        0.6 km
        0.7 sequence
        0.7 §formula
        0.9 is the statement
        0.9 argue carefully
        0.9 every + no
        1.0 zeige
        0.9 both sides
        1.0 angle
        1.0 always lies
        0.9 lies
        0.9 at least one
        0.9 ungerade*
        0.9 dice
        0.9 syllogism
        0.9 derivative
        0.9 counterexample
        0.9 game theory
        0.9 logically
        0.9 widersprüchlich
        0.9 what day
        0.9 integers
        """
}
