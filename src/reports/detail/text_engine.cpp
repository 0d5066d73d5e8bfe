#include "reports/detail/text_engine.hpp"

#include <array>
#include <cmath>
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <string>

#include "base/text.hpp"

namespace boothwise::reports::detail {

namespace {

struct Family {
  const char* name;
  const char* package;
};
constexpr std::array<Family, 3> families = {Family{"Noto Sans", "fonts-noto-core"},
                                            Family{"Noto Sans Devanagari", "fonts-noto-core"},
                                            Family{"Noto Sans Symbols", "fonts-noto-core"}};  // arrows
constexpr const char* family_list = "Noto Sans, Noto Sans Devanagari, Noto Sans Symbols";
constexpr std::array<int, 2> weights = {FC_WEIGHT_REGULAR, FC_WEIGHT_BOLD};

struct DestroyPattern {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
struct DestroyObjects {
  void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
};
struct DestroyFonts {
  void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
struct DestroyConfig {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
using Config = std::unique_ptr<FcConfig, DestroyConfig>;

/// The file of an upright font of the family and weight; empty where there is none.
std::string font_file(const char* family, int weight) {
  const std::unique_ptr<FcPattern, DestroyPattern> wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY,
                     reinterpret_cast<const FcChar8*>(family));  // NOLINT: the library's own text type
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcPatternAddInteger(wanted.get(), FC_WIDTH, FC_WIDTH_NORMAL);
  const std::unique_ptr<FcObjectSet, DestroyObjects> objects(FcObjectSetBuild(FC_FILE, nullptr));
  const std::unique_ptr<FcFontSet, DestroyFonts> found(FcFontList(nullptr, wanted.get(), objects.get()));
  std::string first;
  for (int i = 0; found && i < found->nfont; ++i) {
    FcChar8* file = nullptr;
    if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
    const std::string path(reinterpret_cast<const char*>(file));  // NOLINT: the library's own text type
    if (first.empty() || path < first) first = path;
  }
  return first;
}

Error font_missing(const Family& family) {
  const std::string name = family.name;
  const std::string package = family.package;
  return Error{ErrorKind::environment,
               "font_missing",
               {"the font " + name + " is not there; it is in the Debian package " + package,
                "फ़ॉन्ट " + name + " नहीं मिला; यह Debian के पैकेज " + package + " में है"},
               {{}, 0, {}, name}};
}

Result<Config> our_fonts() {
  Config config(FcConfigCreate());
  for (const Family& family : families) {
    for (const int weight : weights) {
      const std::string file = font_file(family.name, weight);
      if (file.empty() ||
          FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(file.c_str())) == FcFalse) {  // NOLINT
        return font_missing(family);
      }
    }
  }
  return config;
}

PangoAlignment alignment_of(Align align) {
  if (align == Align::middle) return PANGO_ALIGN_CENTER;
  return align == Align::end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

double in_units(int pango) { return static_cast<double>(pango) / PANGO_SCALE; }
int in_pango(double units) { return static_cast<int>(std::lround(units * PANGO_SCALE)); }

}  // namespace

void UnrefFonts::operator()(PangoFontMap* fonts) const {
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts), nullptr);  // NOLINT: GLib's cast
  g_object_unref(fonts);
}

Result<TextEngine*> TextEngine::mine() {
  thread_local std::unique_ptr<TextEngine> engine;
  if (!engine) {
    BOOTHWISE_TRY(made, create());
    engine = std::move(made);
  }
  return engine.get();
}

Result<std::unique_ptr<TextEngine>> TextEngine::create() {
  BOOTHWISE_TRY(config, our_fonts());
  std::unique_ptr<TextEngine> engine(new TextEngine);
  engine->fonts_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!engine->fonts_) throw BrokenInvariant("Pango without FreeType");
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(engine->fonts_.get()), config.get());  // NOLINT: GLib's cast
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(engine->fonts_.get()), 72);  // NOLINT: a size is a unit
  engine->context_.reset(pango_font_map_create_context(engine->fonts_.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(engine->context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(engine->context_.get(), FALSE);
  pango_context_set_language(engine->context_.get(), pango_language_from_string("hi"));
  pango_context_set_base_dir(engine->context_.get(), PANGO_DIRECTION_LTR);
  return engine;
}

const SetText& TextEngine::set(std::string_view text, const TextStyle& style) {
  constexpr std::size_t kept_most = 3000;
  const std::array<double, 6> numbers = {style.size,
                                         style.width,
                                         style.line_height,
                                         static_cast<double>(style.lines_most),
                                         static_cast<double>(style.weight),
                                         style.width > 0 ? static_cast<double>(style.align) : 0};
  key_.assign(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);  // NOLINT: bytes as bytes
  key_ += text;
  const auto found = kept_.find(key_);
  if (found != kept_.end()) return found->second;
  if (kept_.size() >= kept_most) kept_.clear();
  return kept_.emplace(key_, set_anew(text, style)).first->second;
}

SetText TextEngine::set_anew(std::string_view text, const TextStyle& style) const {
  SetText done;
  done.layout.reset(pango_layout_new(context_.get()));
  PangoLayout* layout = done.layout.get();
  const std::string whole = is_utf8(text) ? std::string(text) : as_utf8(text);
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, family_list);
  pango_font_description_set_weight(font, style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute(in_pango(style.size * style.line_height)));
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_auto_dir(layout, FALSE);
  if (style.width > 0) {
    pango_layout_set_width(layout, in_pango(style.width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, alignment_of(style.align));
    if (style.lines_most > 0) {
      pango_layout_set_height(layout, -style.lines_most);
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
  }
  pango_layout_set_text(layout, whole.data(), static_cast<int>(whole.size()));

  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  done.left = in_units(logical.x);
  done.measure.width = in_units(logical.width);
  done.measure.height = in_units(logical.height);
  done.measure.baseline = in_units(pango_layout_get_baseline(layout));
  done.measure.lines = pango_layout_get_line_count(layout);
  done.measure.shortened = pango_layout_is_ellipsized(layout) != FALSE;
  done.measure.unknown = pango_layout_get_unknown_glyphs_count(layout);
  return done;
}

}  // namespace boothwise::reports::detail
