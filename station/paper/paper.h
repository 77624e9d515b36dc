#pragma once

#include "engine/base/result.h"

#include <QColor>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station::paper {

/// The size of the page and the part of it that is used, in millimetres.
inline constexpr double pageWidth = 210;
inline constexpr double pageHeight = 297;
inline constexpr double margin = 12;
inline constexpr double usedWidth = pageWidth - 2 * margin;

/// How letters look.
struct Type {
    double points = 7;
    bool bold = false;
    bool mono = false; ///< for digests: all digits alike
    QColor color = Qt::black;
};

inline const QColor grey(0x60, 0x60, 0x60);
inline const QColor paleGrey(0xD8, 0xD8, 0xD8);
inline const QColor green(0x1B, 0x7F, 0x3B);
inline const QColor red(0xB3, 0x26, 0x1E);

/// A file inside a document.
struct Attachment {
    std::string name{};
    std::string content{};
    std::string mimeType{};
};

/// One A4 page of a PDF, in millimetres from its upper left corner; fonts are embedded. Needs no
/// screen: where the program has no Qt application yet, one without a screen is made for the time
/// of this object. Thread: one at a time, and the main one where the
/// program has no application.
class Paper {
public:
    /// Begins a page that is written to `file`, with a file inside for a reader to save, if there
    /// is one. Fault: FileNotWritten.
    static Result<std::unique_ptr<Paper>> begin(const std::filesystem::path& file,
                                                const std::string& title,
                                                const std::optional<Attachment>& attachment = {});

    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;
    Paper(Paper&&) = delete;
    Paper& operator=(Paper&&) = delete;
    ~Paper();

    /// While it is dry nothing is drawn: for finding out how much room something takes.
    void setDry(bool dry) noexcept { m_dry = dry; }

    /// Text with its upper left corner at x, y, broken into lines of `width`: between words, and
    /// inside one that is longer than a line. Gives its height.
    double write(double x, double y, double width, std::string_view text, const Type& type);

    /// One line that ends at `right`.
    void writeEnding(double right, double y, std::string_view text, const Type& type);

    [[nodiscard]] double widthOf(std::string_view text, const Type& type);

    void line(double x1, double y1, double x2, double y2, const QColor& color, double width = 0.2);
    void fill(double x, double y, double width, double height, const QColor& color);

    /// A disc with a tick for a PASS, an octagon with a cross for a FAIL, a triangle with a bar for
    /// everything else: told apart without colours. `size` is its height and width.
    void verdictSign(double x, double y, double size, std::string_view verdict);

    /// Completes the file. Fault: FileNotWritten.
    Result<void> finish();

private:
    Paper(std::unique_ptr<QGuiApplication> application, std::filesystem::path file);

    [[nodiscard]] QFont fontOf(const Type& type) const;
    [[nodiscard]] double dots(double millimetres) const noexcept;

    std::unique_ptr<QGuiApplication> m_application; ///< empty where the program has one
    std::filesystem::path m_file;
    QPdfWriter m_writer;
    QPainter m_painter;
    bool m_dry = false;
};

} // namespace greenlight::station::paper
