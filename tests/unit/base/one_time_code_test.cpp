#include "base/one_time_code.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

const std::string secret = "12345678901234567890";  // RFC 6238, appendix B, SHA-1

TEST(OneTimeCode, IsTheStandardsOwnAtItsTimes) {
  struct Known {
    std::int64_t seconds;
    const char* code;  // the last six of the appendix's eight digits
  };
  for (const Known& known : {Known{59, "287082"}, Known{1111111109, "081804"}, Known{1111111111, "050471"},
                             Known{1234567890, "005924"}, Known{2000000000, "279037"}, Known{20000000000, "353130"}}) {
    EXPECT_EQ(one_time_code(secret, one_time_step(known.seconds)), known.code) << known.seconds;
  }
}

TEST(OneTimeCode, IsTakenHalfAMinuteEarlyOrLateAndNeverTwice) {
  constexpr std::int64_t noon = 1'780'000'000;
  const std::int64_t step = one_time_step(noon);
  EXPECT_EQ(matching_step(secret, one_time_code(secret, step), noon, 0), step);
  EXPECT_EQ(matching_step(secret, one_time_code(secret, step - 1), noon, 0), step - 1);
  EXPECT_EQ(matching_step(secret, one_time_code(secret, step + 1), noon, 0), step + 1);
  EXPECT_FALSE(matching_step(secret, one_time_code(secret, step - 2), noon, 0));
  EXPECT_FALSE(matching_step(secret, one_time_code(secret, step), noon, step));
  EXPECT_FALSE(matching_step(secret, "", noon, 0));
  EXPECT_FALSE(matching_step(secret, "12345", noon, 0));
}

TEST(OneTimeCode, SecretsAreWrittenInBase32) {
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");  // RFC 4648, 10, without padding
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(new_one_time_secret().size(), 20U);
}

TEST(OneTimeCode, AnAddressForPhonesNamesIssuerAndAccount) {
  EXPECT_EQ(one_time_address("foobar", "Boothwise", "आशा 1"),
            "otpauth://totp/Boothwise:%E0%A4%86%E0%A4%B6%E0%A4%BE%201?secret=MZXW6YTBOI&issuer=Boothwise");
}

}  // namespace
}  // namespace boothwise
