#pragma once

#include "tests/qml/scenes.h"

#include <QImage>
#include <QString>
#include <span>
#include <string_view>

// Small pictures of the pages that people have judged, for tests to compare with: a block of 16 x
// 16 pixels is one of theirs. A place, a size, a colour that changes is seen, letters are not read.

namespace greenlight::station::view {

/// A picture as the book has it.
[[nodiscard]] QImage reduced(const QImage& picture);

/// The part of two such pictures that differs, 0 to 1; 1 when they are of different sizes.
[[nodiscard]] double difference(const QImage& one, const QImage& other);

/// More than this of a page is another page. What turns or counts seconds is less, and so are
/// letters of another font.
inline constexpr double mostDifference = 0.02;

/// The scenes that the book has, at least one of each page; the first is the line page in all its
/// states.
[[nodiscard]] std::span<const std::string_view> scenesOfTheBook();

/// Whether the book has a scene on this screen in this language: its first one on all of them, the
/// rest each on one, so that every page, screen and language is there.
[[nodiscard]] bool isInTheBook(const Scene& scene, const Panel& panel, const QString& language);

[[nodiscard]] QString pictureName(const Scene& scene, const Panel& panel, const QString& language);

} // namespace greenlight::station::view
