#pragma once

#include "field/door.hpp"
#include "forms/multipart.hpp"
#include "forms/submission.hpp"
#include "operations/sealed_answers.hpp"

#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// Protected answers on their way in, from either kind of phone, and out again with the slip (rules R14, R15). Nothing
/// of the phone goes along: no device, no worker, no hour.
namespace boothwise::field {

/// The wave that takes answers on a day; nothing where none is open. Waves do not overlap.
Result<std::optional<operations::Wave>> present_wave(services::Workspace& workspace, const Day& today);

/// A box that a web form sealed (body: services::parse_protected_answer). Errors: those of that and of
/// take_protected_answer; `part_not_yours` (forbidden) where the phone stands at another booth.
Status take_sealed(const FieldDoor& door, const operations::Device& device, std::string_view body);
/// What Collect encrypted: the manifest and its file. Errors: `wave_closed` where none is open, `no_booth` (conflict)
/// for a phone at no booth; those of protected_from_encrypted and take_protected_answer.
Status take_encrypted(const FieldDoor& door, const operations::Device& device, const PublishedForm& form,
                      const forms::Submission& manifest, std::span<const forms::Part> parts);

}  // namespace boothwise::field
