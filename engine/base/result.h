#pragma once

#include "engine/base/check.h"
#include "engine/base/fault.h"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace greenlight::base {

/// A value or the Fault that kept it from being made. Dropping one is a compile error.
template <typename T>
class [[nodiscard]] Result {
public:
    using Value = T;

    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}

    Result(Fault fault) : m_content(std::in_place_index<1>, std::move(fault)) {}

    [[nodiscard]] bool ok() const noexcept { return m_content.index() == 0; }

    explicit operator bool() const noexcept { return ok(); }

    /// The value; CHECKs that there is one.
    [[nodiscard]] T& value() & {
        CHECK(ok());
        return *std::get_if<0>(&m_content);
    }

    [[nodiscard]] const T& value() const& {
        CHECK(ok());
        return *std::get_if<0>(&m_content);
    }

    [[nodiscard]] T&& value() && {
        CHECK(ok());
        return std::move(*std::get_if<0>(&m_content));
    }

    T& operator*() & { return value(); }

    const T& operator*() const& { return value(); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    /// The fault; CHECKs that there is one.
    [[nodiscard]] const Fault& fault() const& {
        CHECK(!ok());
        return *std::get_if<1>(&m_content);
    }

    [[nodiscard]] Fault&& fault() && {
        CHECK(!ok());
        return std::move(*std::get_if<1>(&m_content));
    }

private:
    std::variant<T, Fault> m_content;
};

/// Success, or the Fault that prevented it.
template <>
class [[nodiscard]] Result<void> {
public:
    using Value = void;

    Result() = default;

    Result(Fault fault) : m_fault(std::move(fault)) {}

    [[nodiscard]] bool ok() const noexcept { return !m_fault.has_value(); }

    explicit operator bool() const noexcept { return ok(); }

    /// CHECKs that it is a success; there is nothing to return.
    void value() const { CHECK(ok()); }

    [[nodiscard]] const Fault& fault() const& {
        CHECK(m_fault.has_value());
        return *m_fault;
    }

    [[nodiscard]] Fault&& fault() && {
        CHECK(m_fault.has_value());
        return std::move(*m_fault);
    }

private:
    std::optional<Fault> m_fault;
};

} // namespace greenlight::base

namespace greenlight {
using base::Result;
} // namespace greenlight

#define GREENLIGHT_JOIN_(a, b) a##b
#define GREENLIGHT_JOIN(a, b) GREENLIGHT_JOIN_(a, b)

// The value of a Result, or an early return of its fault from the function around it.
// __extension__ keeps -Wpedantic quiet about the statement expression that makes it an expression.
// NOLINTBEGIN(bugprone-macro-parentheses): a declared name cannot stand in parentheses.
#define GREENLIGHT_TRY(name, expression)                                                           \
    __extension__({                                                                                \
        auto&& name = (expression);                                                                \
        if (!name.ok()) [[unlikely]] {                                                             \
            return std::move(name).fault();                                                        \
        }                                                                                          \
        std::move(name).value();                                                                   \
    })
// NOLINTEND(bugprone-macro-parentheses)
#define TRY(expression) GREENLIGHT_TRY(GREENLIGHT_JOIN(tried, __COUNTER__), expression)
