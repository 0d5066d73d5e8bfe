#include "command.hpp"
#include "field/assessment.hpp"
#include "field/door.hpp"
#include "field/erasure.hpp"
#include "field/form_desk.hpp"
#include "field/receipts.hpp"
#include "field/withheld.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

/// Forms, phones' ways in and the end of field work from the command line, as the workspace's owner.
namespace boothwise::app {

namespace json = boost::json;

namespace {

std::string text_at(const json::value& object, const char* name) {
  const json::value& value = object.at(name);
  return value.is_string() ? std::string(value.as_string()) : std::string();
}

/// Prints a form's view, or what stands in the way of publishing it.
int show_form(const Common& common, const json::object& form) {
  if (common.format == Format::json) {
    print_json(form);
    return 0;
  }
  std::cout << text_at(form, "form") << "  " << text_at(form, "name") << "  " << text_of(common, form.at("title"))
            << "  " << text_at(form, "state") << "  " << text_at(form, "version") << "\n";
  std::vector<std::vector<std::string>> rows;
  for (const json::value& one : form.at("obstacles").as_array()) {
    rows.push_back({text_at(one, "code"), text_at(one, "path"), text_of(common, one.at("message"))});
  }
  if (!rows.empty()) {
    print_rows(common, {{"in the way", "बाधा"}, {"question", "प्रश्न"}, {"what to do", "क्या करें"}}, rows);
  }
  return rows.empty() ? 0 : 1;
}

void add_forms_list(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("list", "all forms, drafts too");
  commands.push_back(
      {parser, [](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         BOOTHWISE_TRY(view, field::forms_view(desk->caller()));
         if (common.format == Format::json) {
           print_json(view);
           return 0;
         }
         std::vector<std::vector<std::string>> rows;
         for (const json::value& one : view.at("forms").as_array()) {
           rows.push_back({text_at(one, "form"), text_at(one, "name"), text_of(common, one.at("title")),
                           text_at(one, "state"), text_at(one, "version")});
         }
         print_rows(common,
                    {{"id", "पहचान"}, {"name", "नाम"}, {"title", "शीर्षक"}, {"state", "स्थिति"}, {"version", "संस्करण"}},
                    rows);
         return rows.empty() ? 1 : 0;
       }});
}

void add_forms_add(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "add",
      "a draft from an XForm (.xml, as XLSForm tools make it) or a definition (.json; data/forms has ready ones)");
  auto file = std::make_shared<std::filesystem::path>();
  auto form = std::make_shared<std::string>();
  auto places_only = std::make_shared<bool>(false);
  parser->add_option("FILE", *file, "the XForm or definition")->required();
  parser->add_option("--form", *form, "id of the form that this is a new draft of");
  parser->add_flag("--no-persons", *places_only, "it asks about places only");
  commands.push_back({parser, [file, form, places_only](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(text, read_file(*file, forms::xform_bytes_max));
                        json::object body{{"persons", !*places_only}};
                        if (!form->empty()) body["form"] = *form;
                        if (file->extension() == ".json") {
                          boost::system::error_code failure;
                          json::value definition = json::parse(text, failure);
                          if (failure) {
                            return Error{ErrorKind::bad_input,
                                         "bad_json",
                                         {"expected JSON: " + failure.message(), "JSON चाहिए: " + failure.message()},
                                         {file->string()}};
                          }
                          body["definition"] = std::move(definition);
                        } else {
                          body["xml"] = text;
                        }
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(view, field::put_form(desk->caller(), json::serialize(body)));
                        show_form(common, view);
                        return 0;
                      }});
}

/// Adds what data/ has ready and this workspace has not: notices first, which forms show.
void add_forms_ready(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("ready", "drafts of the ready-made forms with their notices, to be adapted");
  struct Asker {
    std::string organisation, organisation_en, address, address_en, telephone;
  };
  auto asker = std::make_shared<Asker>();
  parser->add_option("--organisation", asker->organisation, "who asks, as the notices say it in Hindi");
  parser->add_option("--organisation-en", asker->organisation_en, "the same in English");
  parser->add_option("--address", asker->address, "where to reach who asks, in Hindi");
  parser->add_option("--address-en", asker->address_en, "the same in English");
  parser->add_option("--telephone", asker->telephone, "of who asks");
  commands.push_back({parser, [asker](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        const json::object asked{
                            {"organisation", {{"hi", asker->organisation}, {"en", asker->organisation_en}}},
                            {"address", {{"hi", asker->address}, {"en", asker->address_en}}},
                            {"telephone", asker->telephone}};
                        BOOTHWISE_TRY(added, field::add_ready_forms(desk->caller(), json::serialize(asked)));
                        if (common.format == Format::json) {
                          print_json(added);
                          return 0;
                        }
                        for (const json::value& name : added.at("added").as_array())
                          std::cout << name.as_string() << "\n";
                        return added.at("added").as_array().empty() ? 1 : 0;
                      }});
}

void add_forms_one(CLI::App& parent, std::vector<Command>& commands) {
  const auto id_of = [](CLI::App* parser) {
    auto id = std::make_shared<std::string>();
    parser->add_option("FORM", *id, "its id")->required();
    return id;
  };
  CLI::App* show = parent.add_subcommand("show", "a form, and what stands in the way of publishing it");
  commands.push_back({show, [id = id_of(show)](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(view, field::form_view(desk->caller(), *id));
                        return show_form(common, view);
                      }});
  CLI::App* publish = parent.add_subcommand("publish", "open the draft for field work");
  commands.push_back({publish, [id = id_of(publish)](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(snapshot, desk->snapshot());
                        BOOTHWISE_TRY(view, field::publish_form(desk->caller(), *snapshot, *id));
                        return show_form(common, view);
                      }});
  CLI::App* close = parent.add_subcommand("close", "close a form; late records are taken for some days");
  auto days = std::make_shared<std::int64_t>(14);
  close->add_option("--days", *days, "for which late records are taken")
      ->check(CLI::Range(0, 60))
      ->capture_default_str();
  commands.push_back(
      {close, [id = id_of(close), days](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
         BOOTHWISE_TRY(view, field::close_form(desk->caller(), *id, json::serialize(json::object{{"days", *days}})));
         return show_form(common, view);
       }});
}

void add_notice(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("notice", "a new version of a notice from JSON: key, purposes, texts");
  auto file = std::make_shared<std::filesystem::path>();
  parser->add_option("FILE", *file, "docs/formats.md#notices")->required();
  commands.push_back({parser, [file](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(text, read_file(*file, std::size_t{1} << 20U));
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(view, field::put_notice(desk->caller(), text));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          std::cout << text_at(view, "name") << "\n";
                        }
                        return 0;
                      }});
}

/// What the field's part works with, as the owner at her desk.
struct FieldDesk {
  explicit FieldDesk(OwnerAtDesk& desk)
      : vault(*desk.caller().workspace().keys, desk.key()),
        door{desk.caller().workspace(), desk.caller().whole_store(), vault, shelf, desk.key(), now()} {}
  field::RecordVault vault;
  field::FormShelf shelf;
  field::FieldDoor door;
};

void add_destroy(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser =
      parent.add_subcommand("destroy", "destroy every record of a person for good, and write a certificate (R40)");
  auto by = std::make_shared<std::vector<std::string>>();
  auto certificate = std::make_shared<std::filesystem::path>();
  parser->add_option("--by", *by, "who decided it: two people, each with --by")->required()->expected(2);
  parser->add_option("--certificate", *certificate, "file for the certificate")->required();
  commands.push_back({parser, [by, certificate](const Common& common) -> Result<int> {
                        if (trimmed(by->front()) == trimmed(by->back())) {
                          return Error{ErrorKind::bad_input,
                                       "same_person",
                                       {"two people decide this (R37)", "यह निर्णय दो व्यक्ति लेते हैं"},
                                       {{}, 0, "--by", by->front()}};
                        }
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        const FieldDesk field_desk(*desk);
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(done, field::destroy_all(field_desk.door, *by, *progress));
                        BOOTHWISE_CHECK(write_file_atomically(*certificate, json::serialize(done) + "\n"));
                        print_json(done);
                        return 0;
                      }});
}

void add_officers(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("officers",
                                           "the two outside the campaign who alone can open what a notice says stays "
                                           "sealed for a year (R6); without options: "
                                           "who they are, and how much is sealed until when");
  auto names = std::make_shared<std::vector<std::string>>();
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto* name = parser->add_option("--name", *names, "an officer's name; twice")->expected(2);
  auto* file = parser->add_option("--key", *files, "her public key (backup key new makes a pair on her machine); twice")
                   ->expected(2);
  name->needs(file);
  file->needs(name);
  commands.push_back({parser, [names, files](const Common& common) -> Result<int> {
                        std::vector<std::string> open_halves;
                        for (const std::filesystem::path& path : *files) {
                          BOOTHWISE_TRY(open_half, read_open_half(path));
                          open_halves.push_back(std::move(open_half));
                        }
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(view, names->empty() ? field::withheld_view(desk->caller())
                                                           : field::name_officers(desk->caller(), *names, open_halves));
                        print_json(view);
                        return 0;
                      }});
}

void add_withheld(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "open-sealed",
      "what is sealed under a receipt's code, for a lawful written demand; both officers bring their keys");
  auto code = std::make_shared<std::string>();
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto demand = std::make_shared<std::string>();
  parser->add_option("CODE", *code, "of the slip")->required();
  parser->add_option("--key", *files, "an officer's private key; twice")->required()->expected(2);
  parser->add_option("--demand", *demand, "who demands it, of when, under what law; goes into the audit trail")
      ->required();
  commands.push_back({parser, [code, files, demand](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(first, read_secret_half(files->front()));
                        BOOTHWISE_TRY(second, read_secret_half(files->back()));
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        const FieldDesk field_desk(*desk);
                        BOOTHWISE_TRY(view, field::open_withheld(field_desk.door, *code, first, second, *demand));
                        print_json(view);
                        return 0;
                      }});
}

void add_receipts(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand(
      "receipts",
      "count what households said of schemes, by area above the floors (R24); a server does so once a week");
  commands.push_back({parser, [](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        const FieldDesk field_desk(*desk);
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(counted, field::count_receipts(desk->caller(), field_desk.door, *progress));
                        print_json(counted);
                        return 0;
                      }});
}

void add_assessment(CLI::App& parent, std::vector<Command>& commands) {
  CLI::App* parser = parent.add_subcommand("assessment", "the impact assessment from the live configuration (R12)");
  commands.push_back({parser, [](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(desk, OwnerAtDesk::open(common));
                        BOOTHWISE_TRY(roles, services::Roles::load(data_folder()));
                        BOOTHWISE_TRY(view, field::assessment(desk->caller(), roles));
                        if (common.format == Format::json) {
                          print_json(view);
                        } else {
                          std::cout << field::assessment_text(view, common.language);
                        }
                        return 0;
                      }});
}

}  // namespace

void add_field_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* forms = app.add_subcommand("forms", "forms for field work, and the notices before them");
  forms->require_subcommand(1);
  add_forms_list(*forms, commands);
  add_forms_add(*forms, commands);
  add_forms_ready(*forms, commands);
  add_forms_one(*forms, commands);
  add_notice(*forms, commands);
  CLI::App* field = app.add_subcommand("field", "field work as a whole: impact assessment, what is sealed, its end");
  field->require_subcommand(1);
  add_assessment(*field, commands);
  add_destroy(*field, commands);
  add_receipts(*field, commands);
  add_officers(*field, commands);
  add_withheld(*field, commands);
}

}  // namespace boothwise::app
