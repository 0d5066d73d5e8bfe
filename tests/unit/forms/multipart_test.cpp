#include "forms/multipart.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace boothwise::forms {
namespace {

const std::string type = "multipart/form-data; boundary=\"x y\"";
const std::string two =
    "--x y\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"a.xml\"\r\nContent-Type: "
    "TEXT/xml; "
    "charset=utf-8\r\n\r\n<a/>\r\n--x y\r\ncontent-disposition: form-data; name=\"घर "
    "\\\"1\\\".jpg\"\r\n\r\n\r\nb\r\n--x y--\r\n";

TEST(Multipart, PartsComeWithTheirNamesTypesAndBytes) {
  const auto parts = read_multipart(type, two);
  ASSERT_TRUE(parts.ok()) << parts.error().line(Language::english);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ(parts->front().name, "xml_submission_file");
  EXPECT_EQ(parts->front().file_name, "a.xml");
  EXPECT_EQ(parts->front().type, "text/xml");
  EXPECT_EQ(parts->front().bytes, "<a/>");
  EXPECT_EQ(parts->back().name, "घर \"1\".jpg");
  EXPECT_EQ(parts->back().type, "text/plain");
  EXPECT_EQ(parts->back().bytes, "\r\nb");
}

TEST(Multipart, WhatIsNoneIsRefused) {
  EXPECT_FALSE(read_multipart("text/xml", two).ok());
  EXPECT_FALSE(read_multipart("multipart/form-data", two).ok());
  EXPECT_FALSE(read_multipart("multipart/form-data; boundary=z", two).ok());
  EXPECT_FALSE(read_multipart(type, two.substr(0, two.size() - 10)).ok());
  EXPECT_FALSE(read_multipart(type, replaced(two, "name=\"xml_submission_file\"", "nome=\"a\"")).ok());
  EXPECT_FALSE(read_multipart(type, replaced(two, "--x y\r\nContent", "--x yz\r\nContent")).ok());
  EXPECT_FALSE(read_multipart(type, "").ok());
}

TEST(Multipart, EveryCutOfABodyIsRefusedAndNoneIsReadPastItsEnd) {
  for (std::size_t bytes = 0; bytes + 4 < two.size(); ++bytes) {
    EXPECT_FALSE(read_multipart(type, std::string(two.data(), bytes)).ok()) << bytes;
  }
}

TEST(Multipart, AnEmptyFormHasNoParts) {
  const auto parts = read_multipart(type, "--x y--\r\n");
  ASSERT_TRUE(parts.ok());
  EXPECT_TRUE(parts->empty());
}

}  // namespace
}  // namespace boothwise::forms
