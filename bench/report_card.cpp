/// Pictures of 1080 × 1080 pixels: title, sentence, three figures, source and a QR code, to PNG bytes. Prints
/// milliseconds: the first (fonts are looked for) and the median of the others.
#include "reports/card.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

int main() {
  using namespace boothwise::reports;
  constexpr int rounds = 41;
  std::vector<double> times;
  std::size_t bytes = 0;
  for (int i = 0; i < rounds; ++i) {
    Report report;
    report.kind_name = "ज़िला विवरण";
    report.place = "गोरखपुर ज़िला " + std::to_string(i);
    report.sentence = "ज़िले को छूने वाली 3 लोक सभा सीटों में से 3 जीतीं (इनमें 1 कम अंतर से), " + std::to_string(i) + " हारीं।";
    report.figures = {{"3 / 3", "सीटें जीतीं", "सीमा पार की सीटें पूरी गिनी गईं"},
                      {"59." + std::to_string(i) + " %", "मतदान", ""},
                      {"9", "विधान सभा खंड", ""}};
    report.as_of = "लोक सभा 2019";
    report.made = boothwise::Day{std::chrono::year{2026} / 11 / 23};
    report.sources = {"pc_results_2009_2019.csv"};
    report.link = "https://booths.example.org/seat/" + std::to_string(i);
    const auto begin = std::chrono::steady_clock::now();
    const auto png = picture_of(report, {});
    if (!png) return 3;
    bytes = png->size();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  const double first = times.front();
  std::sort(times.begin() + 1, times.end());
  std::printf("picture 1080 x 1080: first %.1f ms, median %.1f ms, slowest %.1f ms, %zu bytes\n", first,
              times[1 + rounds / 2], times.back(), bytes);
  return 0;
}
