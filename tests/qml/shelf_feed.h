#pragma once

#include "station/recipe_shelf.h"
#include "tests/qml/line_feed.h"

#include <filesystem>

namespace greenlight::station::view {

/// A shelf with the recipes that this build trains on, and "worn-out", which somebody changed after
/// it was released.
class ShelfFeed {
public:
    ShelfFeed();

    [[nodiscard]] RecipeShelf shelf();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_scratch.path(); }

private:
    Scratch m_scratch;
    base::SystemClock m_calendar; ///< the training certificates were made today
};

} // namespace greenlight::station::view
