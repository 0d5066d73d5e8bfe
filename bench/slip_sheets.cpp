/// Voter slips of one part after another to nowhere, on one thread: slip_sheets SLIPS. Prints slips a second of
/// processor.
#include "reports/slip_sheet.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

int main(int count, char** arguments) {
  using namespace boothwise;
  using namespace boothwise::reports;
  const long wanted = count > 1 ? std::atol(arguments[1]) : 20'000;
  constexpr std::array<const char*, 8> first = {"राम", "लक्ष्मी", "श्रीकांत", "सुनीता", "मोहम्मद", "कृष्णा", "राजेंद्र", "शकुंतला"};
  constexpr std::array<const char*, 7> last = {"कुमार", "देवी", "प्रसाद", "सिंह", "खातून", "त्रिपाठी", "यादव"};
  constexpr long a_part = 1000;
  std::size_t bytes = 0;
  const std::clock_t begin = std::clock();
  for (long done = 0; done < wanted;) {
    auto sheet = SlipSheet::create(
        Language::hindi,
        {"322 गोरखपुर शहर", static_cast<std::int32_t>(done / a_part + 1), "प्राथमिक विद्यालय खेड़ी करमू कक्ष सं. 1"},
        {"नमूना प्रेस, लखनऊ", "अ. कुमार, लखनऊ", a_part}, false, {}, [&bytes](std::string_view more) {
          bytes += more.size();
          return success();
        });
    if (!sheet) return 3;
    for (long i = 0; i < a_part && done < wanted; ++i, ++done) {
      const auto at = static_cast<std::size_t>(done);
      const std::string name = std::string(first.at(at % first.size())) + " " + last.at(at % last.size()) + " " +
                               first.at(at / 7 % first.size());
      sheet->add({name, i + 1});
    }
    if (!sheet->finish()) return 3;
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("slips %ld seconds %.3f a_second %.0f bytes_a_slip %.0f\n", wanted, seconds,
              static_cast<double>(wanted) / seconds, static_cast<double>(bytes) / static_cast<double>(wanted));
  return 0;
}
