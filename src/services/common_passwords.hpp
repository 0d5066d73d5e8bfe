#pragma once

#include <string_view>

namespace boothwise::services {

/// True for a password that is made of nothing but what many people choose: common words, rows of keys, digits and
/// signs, in any case and order, with letters written as digits or signs ("P@ssw0rd@2026", "qwerty123456"). The words,
/// with where they are from, are in common_passwords.cpp.
bool is_common_password(std::string_view password);

/// True if `password` holds a word of at least three letters of the person's name, or her telephone number or name for
/// signing in; spaces and case do not hide it.
bool holds_own_name(std::string_view password, std::string_view name, std::string_view sign_in_name);

}  // namespace boothwise::services
