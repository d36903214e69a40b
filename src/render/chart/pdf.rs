//! Pictures as PDF: what is drawn stays lines and letters, and texts can be selected and searched. The letters that
//! occur are embedded, and nothing says when the file was made.

use super::ChartError;
use super::color::Color;
use super::font::Font;
use super::view::{Anchor, Item, Label, Page, Picture};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, TextRenderingMode, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use std::io::Write;
use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);
const FONT: Ref = Ref::new(4);
const CID_FONT: Ref = Ref::new(5);
const DESCRIPTOR: Ref = Ref::new(6);
const FONT_FILE: Ref = Ref::new(7);
const UNICODE: Ref = Ref::new(8);
const FIRST_PAGE: i32 = 10;

const FONT_KEY: Name<'_> = Name(b"F");
/// Six letters and a plus say that a font is a subset.
const FONT_NAME: Name<'_> = Name(b"PAIBAN+PaibanSans-Regular");
const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Width of the stroke that makes letters bold, at size 1.
const BOLD: f64 = 0.035;

/// Writes a picture, all its pages as one file.
pub fn pdf(picture: &Picture) -> Result<Vec<u8>, ChartError> {
    let font = Font::built_in().ok_or_else(|| ChartError::Font("it is damaged".to_owned()))?;
    let letters = Letters::new(font, picture);
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr(picture.language));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(&picture.title))
        .creator(TextStr("paiban"));
    info.finish();
    let count = i32::try_from(picture.pages.len()).unwrap_or(i32::MAX);
    let page_ref = |index: usize| Ref::new(FIRST_PAGE + 2 * index as i32);
    let kids = (0..picture.pages.len()).map(page_ref);
    pdf.pages(PAGES).kids(kids).count(count);
    for (index, page) in picture.pages.iter().enumerate() {
        let id = page_ref(index);
        let content_id = Ref::new(id.get() + 1);
        let mut writer = pdf.page(id);
        writer.parent(PAGES).contents(content_id);
        writer.media_box(Rect::new(0.0, 0.0, page.width as f32, page.height as f32));
        writer.resources().fonts().pair(FONT_KEY, FONT);
        writer.finish();
        let content = packed(&content(page, &letters))?;
        pdf.stream(content_id, &content).filter(Filter::FlateDecode);
    }
    letters.embed(&mut pdf)?;
    Ok(pdf.finish())
}

/// The letters that occur, by the numbers that they have in the embedded font.
struct Letters {
    font: &'static Font,
    mapper: GlyphRemapper,
    /// For each character its number there.
    numbers: BTreeMap<char, u16>,
}

impl Letters {
    fn new(font: &'static Font, picture: &Picture) -> Letters {
        let mut mapper = GlyphRemapper::new();
        let texts = picture.pages.iter().flat_map(Page::texts);
        let mut numbers = BTreeMap::new();
        // In the order of characters, so that the file does not depend on who comes first on which page.
        for c in texts
            .flat_map(str::chars)
            .collect::<std::collections::BTreeSet<_>>()
        {
            numbers.insert(c, mapper.remap(font.glyph(c).0));
        }
        Letters {
            font,
            mapper,
            numbers,
        }
    }

    /// A text as numbers of glyphs, two bytes each.
    fn encoded(&self, text: &str) -> Vec<u8> {
        let number = |c: char| self.numbers.get(&c).copied().unwrap_or(0);
        text.chars().flat_map(|c| number(c).to_be_bytes()).collect()
    }

    fn embed(&self, pdf: &mut Pdf) -> Result<(), ChartError> {
        let failed = |e: &dyn std::fmt::Display| ChartError::Font(e.to_string());
        let subset =
            subsetter::subset(self.font.bytes(), 0, &self.mapper).map_err(|e| failed(&e))?;
        let face = RawFace::parse(&subset, 0).map_err(|e| failed(&e))?;
        let outlines = face
            .table(Tag::from_bytes(b"CFF "))
            .ok_or_else(|| failed(&"it has no CFF outlines"))?;
        let mut stream = packed(outlines)?;
        let mut file = pdf.stream(FONT_FILE, &stream);
        file.filter(Filter::FlateDecode)
            .pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        file.finish();

        pdf.type0_font(FONT)
            .base_font(FONT_NAME)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(CID_FONT)
            .to_unicode(UNICODE);
        let mut cid = pdf.cid_font(CID_FONT);
        cid.subtype(CidFontType::Type0)
            .base_font(FONT_NAME)
            .system_info(SYSTEM)
            .font_descriptor(DESCRIPTOR)
            .default_width(1000.0);
        let advance = |glyph: u16| (self.font.advance(ttf_parser::GlyphId(glyph)) * 1000.0) as f32;
        cid.widths()
            .consecutive(0, self.mapper.remapped_gids().map(advance));
        cid.finish();
        self.describe(pdf);

        stream = packed(self.unicode().as_slice())?;
        pdf.cmap(UNICODE, &stream).filter(Filter::FlateDecode);
        Ok(())
    }

    fn describe(&self, pdf: &mut Pdf) {
        let face = self.font.face();
        let bounds = face.global_bounding_box();
        let units = |value: i16| f32::from(value) * 1000.0 / f32::from(face.units_per_em());
        let mut descriptor = pdf.font_descriptor(DESCRIPTOR);
        descriptor
            .name(FONT_NAME)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                units(bounds.x_min),
                units(bounds.y_min),
                units(bounds.x_max),
                units(bounds.y_max),
            ))
            .italic_angle(0.0)
            .ascent(units(face.ascender()))
            .descent(units(face.descender()))
            .cap_height(units(face.capital_height().unwrap_or(733)))
            .stem_v(90.0)
            .font_file3(FONT_FILE);
        descriptor.finish();
    }

    /// Which character a number stands for: what makes texts searchable. Those that are drawn as the box share its
    /// number; the place where they stand says which they are.
    fn unicode(&self) -> Vec<u8> {
        let mut map = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        for (c, number) in self.numbers.iter().filter(|(c, _)| self.font.has(**c)) {
            map.pair(*number, *c);
        }
        map.finish().into_vec()
    }
}

fn packed(data: &[u8]) -> Result<Vec<u8>, ChartError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.map_err(|e| ChartError::Drawing(e.to_string()))
}

fn content(page: &Page, letters: &Letters) -> Vec<u8> {
    let mut pen = Pen {
        content: Content::new(),
        height: page.height,
        fill: None,
        stroke: None,
        width: None,
    };
    for item in &page.items {
        match item {
            Item::Field(area, color) => {
                pen.fill(*color);
                let y = pen.up(area.bottom());
                pen.content
                    .rect(short(area.x), y, short(area.w), short(area.h))
                    .fill_nonzero();
            }
            Item::Line(from, to, width, color) => {
                pen.stroke(*color, *width);
                let (y0, y1) = (pen.up(from.1), pen.up(to.1));
                pen.content
                    .move_to(short(from.0), y0)
                    .line_to(short(to.0), y1)
                    .stroke();
            }
            Item::Label(label) => pen.write(label, letters),
        }
    }
    pen.content.finish().into_vec()
}

/// Thousandths of points are enough, and short.
fn short(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

/// Writes a page's drawing; colours are said when they change. PDF counts upwards.
struct Pen {
    content: Content,
    height: f64,
    fill: Option<Color>,
    stroke: Option<Color>,
    width: Option<f64>,
}

impl Pen {
    fn up(&self, y: f64) -> f32 {
        short(self.height - y)
    }

    fn fill(&mut self, color: Color) {
        if self.fill.replace(color) != Some(color) {
            let [red, green, blue] = parts(color);
            self.content.set_fill_rgb(red, green, blue);
        }
    }

    fn stroke(&mut self, color: Color, width: f64) {
        if self.stroke.replace(color) != Some(color) {
            let [red, green, blue] = parts(color);
            self.content.set_stroke_rgb(red, green, blue);
        }
        if self.width.replace(width) != Some(width) {
            self.content.set_line_width(short(width));
        }
    }

    fn write(&mut self, label: &Label, letters: &Letters) {
        let font = letters.font;
        let advance = |c: char| font.advance(font.glyph(c));
        let wide = label.text.chars().map(advance).sum::<f64>() * label.size;
        let x = label.x
            - match label.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => wide / 2.0,
                Anchor::End => wide,
            };
        self.fill(label.color);
        if label.bold {
            self.stroke(label.color, label.size * BOLD);
        }
        let y = self.up(label.y);
        let boxed = label.text.chars().any(|c| !font.has(c));
        if boxed {
            let mut mark = self
                .content
                .begin_marked_content_with_properties(Name(b"Span"));
            mark.properties().actual_text(TextStr(&label.text));
        }
        let mode = |bold| {
            if bold {
                TextRenderingMode::FillStroke
            } else {
                TextRenderingMode::Fill
            }
        };
        self.content.begin_text();
        self.content.set_font(FONT_KEY, short(label.size));
        if label.bold {
            self.content.set_text_rendering_mode(mode(true));
        }
        self.content.next_line(short(x), y);
        self.content.show(Str(&letters.encoded(&label.text)));
        if label.bold {
            self.content.set_text_rendering_mode(mode(false));
        }
        self.content.end_text();
        if boxed {
            self.content.end_marked_content();
        }
    }
}

fn parts(color: Color) -> [f32; 3] {
    // Four digits tell 256 steps apart.
    let part = |value: u8| (f32::from(value) / 255.0 * 1e4).round() / 1e4;
    [part(color.0), part(color.1), part(color.2)]
}
