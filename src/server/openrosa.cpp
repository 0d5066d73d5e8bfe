#include "server/openrosa.hpp"

#include "field/agreed.hpp"
#include "field/files.hpp"
#include "field/households.hpp"
#include "field/quality.hpp"
#include "field/records.hpp"
#include "field/sealed.hpp"
#include "field/web_forms.hpp"
#include "forms/multipart.hpp"
#include "operations/forms.hpp"

#include <algorithm>
#include <array>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <map>
#include <ranges>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/spelling.hpp"
#include "base/text.hpp"
#include "server/app.hpp"
#include "server/route_parts.hpp"

namespace boothwise::server {

namespace {

constexpr std::string_view xml_type = "text/xml; charset=utf-8";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Language language_of(const Request& request) {
  // Hindi unless English comes first (OR-15).
  const std::string wanted = ascii_lower(request.header("accept-language"));
  const std::size_t english = wanted.find("en");
  return english != std::string::npos && english < wanted.find("hi") ? Language::english : Language::hindi;
}

Response xml(unsigned status, std::string body) {
  Response response;
  response.status = status;
  response.type = xml_type;
  response.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(body);
  return response;
}

Response said(unsigned status, std::string_view nature, std::string_view message) {
  return xml(status, fmt::format("<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\" items=\"0\">\n"
                                 "<message nature=\"{}\">{}</message>\n</OpenRosaResponse>\n",
                                 nature, escaped(message)));
}

Response said(const Error& error, Language language) {
  Response response = said(status_of(error.kind), "error", in_language(error.message, language));
  if (error.kind == ErrorKind::too_many) {
    response.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(1, error.retry_seconds)));
  }
  return response;
}

/// "Basic" with base64 of name:secret.
std::optional<std::pair<std::string, std::string>> parse_basic(std::string_view authorization) {
  constexpr std::string_view scheme = "basic ";
  if (ascii_lower(authorization.substr(0, scheme.size())) != scheme) return std::nullopt;
  const auto text = bytes_of_base64(trimmed(authorization.substr(scheme.size())));
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return std::pair(text->substr(0, colon), text->substr(colon + 1));
}

/// Where a phone asks which entities it must delete (OR-8).
constexpr std::string_view agreed_integrity = "lists/agreed_households/integrity";

bool must_say_version(std::string_view rest) {
  return rest == "formList" || rest == "submission" || rest.ends_with("/manifest");
}

}  // namespace

/// On which day a phone was last here: no hour, which could be laid beside those of sealed answers (R15).
void note_seen(const field::FieldDoor& door, const operations::Device& device) {
  const Day day = day_in_india(door.now);
  if (device.seen_at && day_in_india(*device.seen_at) == day) return;
  constexpr auto noon = std::chrono::hours(7);  // of India, about
  static_cast<void>(operations::touch_device(door.store, device.id, std::chrono::sys_days(day) + noon));
}

/// A request whose sender is known.
struct OpenRosa::Asked {
  const Request& request;
  const field::FieldDoor& door;
  operations::Device device;
  std::string base;  ///< what the client was given as the server's address
  std::string rest;  ///< of the path behind it, percent-decoding done by the listener
  Language language;
};

OpenRosa::OpenRosa(App& app) : app_(app), gate_(app.key()) {}

Response OpenRosa::answer(Request& request) {
  request.route = "openrosa";
  const Language language = language_of(request);
  const Instant at = now();
  auto door = app_.field_door();
  Response response;
  if (!door) {
    response = said(door.error(), language);
  } else {
    std::string rest = request.path.substr(prefix.size());
    std::string base = app_.base_url(request) + "/openrosa";
    Result<operations::Device> device =
        Error{ErrorKind::unauthenticated, "sign_in_needed", {"say who asks", "पहचान चाहिए"}};
    bool stale = false;
    if (constexpr std::string_view by_key = "key/"; rest.starts_with(by_key)) {
      const std::size_t end = std::min(rest.find('/', by_key.size()), rest.size());
      const std::string key = rest.substr(by_key.size(), end - by_key.size());
      device = field::device_of_key(*door, devices_, key);
      base += "/key/" + key;
      rest = rest.substr(std::min(end + 1, rest.size()));
    } else if (const auto digest = parse_digest(request.header("authorization"))) {
      const auto nonce = gate_.check(digest->nonce, at);
      stale = nonce == DigestGate::Nonce::stale;
      auto known = field::device_of_digest(*door, digest->user);
      const std::string_view method = request.method == Method::post ? "POST" : request.head ? "HEAD" : "GET";
      if (known && nonce == DigestGate::Nonce::good &&
          same_secret(digest->response, digest_response(known->ha1, *digest, method))) {
        device = std::move(known->device);
      }
    } else if (const auto basic = parse_basic(request.header("authorization")); basic && app_.secure()) {
      auto known = field::device_of_digest(*door, basic->first);
      const std::string ha1 = md5(basic->first + ":" + std::string(field::field_realm) + ":" + basic->second);
      if (known && same_secret(known->ha1, ha1)) device = std::move(known->device);
    }
    if (!device) {
      response = said(device.error(), language);
      if (response.status == 401) {
        response.headers.emplace_back("WWW-Authenticate", gate_.challenge(at, field::field_realm, stale));
        if (app_.secure()) {
          response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"" + std::string(field::field_realm) + "\"");
        }
      }
    } else if (const auto wait = app_.wait_of("device " + device->id)) {
      Error error{
          ErrorKind::too_many, "too_many_requests", {"too many requests; wait a little", "बहुत अधिक अनुरोध; थोड़ा रुकें"}};
      error.retry_seconds = *wait;
      response = said(error, language);
    } else if (must_say_version(rest) && request.header("x-openrosa-version").empty()) {
      response = said(400, "error", "X-OpenRosa-Version: 1.0 ?");
    } else {
      Asked asked{request, *door, std::move(*device), std::move(base), std::move(rest), language};
      response = dispatch(asked);
      note_seen(*door, asked.device);
    }
  }
  response.headers.emplace_back("X-OpenRosa-Version", "1.0");
  response.headers.emplace_back("Date", fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", at));
  response.headers.emplace_back("Content-Language", language == Language::hindi ? "hi" : "en");
  const auto names = response.headers | std::views::keys;
  if (std::ranges::find(names, "Cache-Control") == names.end()) {
    response.headers.emplace_back("Cache-Control", "no-store");
  }
  return response;
}

Response OpenRosa::dispatch(Asked& asked) {
  const std::string_view rest = asked.rest;
  const bool posts = asked.request.method == Method::post;
  if (rest == "submission") return submission(asked);
  if (rest == "sealed" && posts) return sealed(asked);
  if (posts) return said(405, "error", "GET");
  if (rest == "formList") return form_list(asked);
  constexpr std::string_view web = "web/";
  if (rest == "web") return web_start(asked);
  if (rest.starts_with(web)) return web_form(asked, rest.substr(web.size()));
  // forms/NAME.xml, forms/NAME/manifest, forms/NAME/files/FILE; a name may hold slashes (OR-33).
  constexpr std::string_view forms = "forms/";
  constexpr std::string_view xml_end = ".xml";
  constexpr std::string_view manifest_end = "/manifest";
  constexpr std::string_view files = "/files/";
  if (rest == "days") return sent_back_days(asked);
  if (rest == agreed_integrity) return integrity(asked);
  if (rest.starts_with(forms)) {
    const std::string_view name = rest.substr(forms.size());
    if (const std::size_t at = name.rfind(files); at != std::string_view::npos) {
      return file(asked, name.substr(0, at), name.substr(at + files.size()));
    }
    if (name.ends_with(manifest_end)) return manifest(asked, name.substr(0, name.size() - manifest_end.size()));
    if (name.ends_with(xml_end)) return form(asked, name.substr(0, name.size() - xml_end.size()));
  }
  return said(404, "error", "?");
}

Response OpenRosa::form_list(const Asked& asked) {
  auto open = asked.door.shelf.open_forms(asked.door.store);
  if (!open) return said(open.error(), asked.language);
  const std::string only = asked.request.query_value("formID");
  const bool verbose = asked.request.query_value("verbose") == "true";
  std::string list = "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">\n";
  for (const auto& form : *open) {
    if ((!only.empty() && only != form->form.name) || !field::may_fill(asked.device, *form)) continue;
    const std::string address = escaped(asked.base + "/forms/" + percent_encoded(form->form.name));
    list += "<xform><formID>" + escaped(form->form.name) + "</formID><name>" +
            escaped(in_language(form->form.title, asked.language)) + "</name><version>" +
            escaped(form->version.version) + "</version><hash>md5:" + form->version.md5 + "</hash>";
    if (verbose)
      list += "<descriptionText>" + escaped(in_language(form->form.title, asked.language)) + "</descriptionText>";
    list += "<downloadUrl>" + address + ".xml</downloadUrl>";
    if (!form->xform.media.empty()) list += "<manifestUrl>" + address + "/manifest</manifestUrl>";
    list += "</xform>\n";
  }
  return xml(200, list + "</xforms>\n");
}

namespace {

/// The open version of a form that the phone may fill.
Result<std::shared_ptr<const field::PublishedForm>> open_form(const field::FieldDoor& door,
                                                              const operations::Device& device, std::string_view name) {
  const Error unknown{ErrorKind::not_found, "form_unknown", {"there is no such form", "ऐसा कोई फ़ॉर्म नहीं है"}};
  BOOTHWISE_TRY(row, operations::form_by_name(door.store, std::string(name)));
  if (!row || row->version.empty()) return unknown;
  BOOTHWISE_TRY(form, door.shelf.find(door.store, row->name, row->version));
  if (!field::may_fill(device, *form)) return unknown;
  return form;
}

/// A list that the server makes for the phone; nothing for a file that somebody attached.
std::optional<Result<std::string>> made_list(const field::FieldDoor& door, const operations::Device& device,
                                             std::string_view name) {
  if (name == field::agreed_list) return field::agreed_households_list(door, device);
  if (std::ranges::find(field::made_lists, name) == field::made_lists.end()) return std::nullopt;
  return field::households_list(door, device);
}

}  // namespace

Response OpenRosa::form(const Asked& asked, std::string_view name) {
  auto form = open_form(asked.door, asked.device, name);
  if (!form) return said(form.error(), asked.language);
  Response response;
  response.type = xml_type;
  response.body = (*form)->version.xml;
  return response;
}

Response OpenRosa::sent_back_days(const Asked& asked) {
  auto view = field::sent_back_view(asked.door, asked.device);
  return view ? answer_with(*view) : said(view.error(), asked.language);
}

Response OpenRosa::manifest(const Asked& asked, std::string_view name) {
  auto form = open_form(asked.door, asked.device, name);
  if (!form) return said(form.error(), asked.language);
  auto files = operations::form_files(asked.door.store, (*form)->form.id);
  if (!files) return said(files.error(), asked.language);
  const std::string address = asked.base + "/forms/" + percent_encoded(name) + "/files/";
  std::string list = "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">\n";
  for (const std::string& media : (*form)->xform.media) {
    std::string hash;
    const bool of_entities = media == field::agreed_list;
    if (auto made = made_list(asked.door, asked.device, media)) {
      if (!*made) return said(made->error(), asked.language);
      hash = md5(**made);
    } else if (const auto found = std::ranges::find(*files, media, &operations::FormFile::name);
               found != files->end()) {
      hash = found->md5;
    } else {
      continue;
    }
    list += std::string(of_entities ? "<mediaFile type=\"entityList\">" : "<mediaFile>") + "<filename>" +
            escaped(media) + "</filename><hash>md5:" + hash + "</hash><downloadUrl>" +
            escaped(address + percent_encoded(media)) + "</downloadUrl>";
    if (of_entities)
      list += "<integrityUrl>" + escaped(asked.base + "/" + std::string(agreed_integrity)) + "</integrityUrl>";
    list += "</mediaFile>\n";
  }
  return xml(200, list + "</manifest>\n");
}

Response OpenRosa::file(const Asked& asked, std::string_view name, std::string_view file_name) {
  auto form = open_form(asked.door, asked.device, name);
  if (!form) return said(form.error(), asked.language);
  Response response;
  const auto& named = (*form)->xform.media;
  if (std::ranges::find(named, file_name) == named.end()) return said(404, "error", "?");
  if (auto made = made_list(asked.door, asked.device, file_name)) {
    if (!*made) return said(made->error(), asked.language);
    response.type = "text/csv; charset=utf-8";
    response.body = std::move(**made);
  } else {
    auto files = operations::form_files(asked.door.store, (*form)->form.id);
    if (!files) return said(files.error(), asked.language);
    const auto found = std::ranges::find(*files, file_name, &operations::FormFile::name);
    if (found == files->end()) return said(404, "error", "?");
    auto bytes = read_file(field::form_file_path(asked.door.workspace, found->file_id));
    if (!bytes) return said(bytes.error(), asked.language);
    response.type = found->media_type;
    response.body = std::move(*bytes);
  }
  const std::string tag = "\"" + md5(response.body) + "\"";
  if (asked.request.header("if-none-match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

Response OpenRosa::integrity(const Asked& asked) {
  std::vector<std::string> ids;
  for (const std::string& id : split(asked.request.query_value("id"), ',')) {
    if (!id.empty()) ids.push_back(id);
  }
  auto states = field::deleted_households(asked.door, asked.device, ids);
  if (!states) return said(states.error(), asked.language);
  std::string list = "<data>\n<entities>\n";
  for (const auto& [id, deleted] : *states) {
    list += "<entity id=\"" + escaped(id) + "\"><deleted>" + (deleted ? "true" : "false") + "</deleted></entity>\n";
  }
  return xml(200, list + "</entities>\n</data>\n");
}

Response OpenRosa::web_start(const Asked& asked) {
  auto view = field::web_start_view(asked.door, asked.device);
  return view ? answer_with(*view) : said(view.error(), asked.language);
}

Response OpenRosa::web_form(const Asked& asked, std::string_view name) {
  auto form = open_form(asked.door, asked.device, name);
  if (!form) return said(form.error(), asked.language);
  std::map<std::string, std::string> media;
  for (const std::string& file_name : (*form)->xform.media) {
    media[file_name] = asked.base + "/forms/" + percent_encoded(name) + "/files/" + percent_encoded(file_name);
  }
  auto view = field::web_form_view(asked.door, asked.device, **form, media);
  return view ? answer_with(*view) : said(view.error(), asked.language);
}

Response OpenRosa::sealed(const Asked& asked) {
  const Status taken = field::take_sealed(asked.door, asked.device, asked.request.body);
  Response response = taken ? said(201, "submit_success", "") : problem(taken.error());
  if (!taken && taken.error().code == "receipt_withdrawn") response.headers.emplace_back("X-Boothwise-Withdrawn", "1");
  return response;
}

Response OpenRosa::submission(const Asked& asked) {
  const std::pair<std::string, std::string> wanted{"X-OpenRosa-Accept-Content-Length",
                                                   std::to_string(body_bytes_wanted)};
  Response response;
  if (asked.request.method != Method::post) {
    response.status = 204;
    response.type.clear();
    response.headers.push_back(wanted);
    return response;
  }
  auto parts = forms::read_multipart(asked.request.header("content-type"), asked.request.body);
  if (!parts) {
    response = said(parts.error(), asked.language);
  } else {
    const std::string_view method = asked.request.header("x-boothwise").empty() ? "collect" : "web";
    auto taken = field::take_record(asked.door, inbox_, asked.device, *parts, method);
    response = taken ? said(201, "submit_success",
                            asked.language == Language::hindi ? "जानकारी सुरक्षित मिल गई।" : "Received and safe.")
                     : said(taken.error(), asked.language);
    // The web form forgets what a person withdrew; Collect shows the message (OR-49).
    if (!taken && taken.error().code == "record_withdrawn") response.headers.emplace_back("X-Boothwise-Withdrawn", "1");
  }
  response.headers.push_back(wanted);
  return response;
}

}  // namespace boothwise::server
