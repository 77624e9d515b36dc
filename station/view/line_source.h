#pragma once

#include "station/line.h"

namespace greenlight::station::view {

/// What a page needs of a line: one picture of it, and the one gate. No call waits for a board, a
/// probe or the disk, so the thread that draws may make all of them but those that are given a PIN.
class LineSource {
public:
    LineSource() = default;
    LineSource(const LineSource&) = delete;
    LineSource& operator=(const LineSource&) = delete;
    LineSource(LineSource&&) = delete;
    LineSource& operator=(LineSource&&) = delete;
    virtual ~LineSource() = default;

    [[nodiscard]] virtual LineView view() = 0;
    /// The contracts of the rest are those of Line.
    virtual Result<void> press(std::size_t slot, job::StartedBy origin) = 0;
    virtual Result<unsigned> pressAll(job::StartedBy origin) = 0;
    virtual Result<std::optional<std::size_t>> scan(std::string_view label, bool scanned) = 0;
    virtual Result<void> chooseSlot(std::size_t slot) = 0;
    /// Takes a tenth of a second, so not for the thread that draws. Any thread.
    virtual Result<void> givePin(std::string_view pin) = 0;
    virtual void forgetPin() = 0;
    /// Waits while a PIN is tried.
    virtual Result<SignIn::Step> signIn(const Credentials& who) = 0;
    /// Waits while a PIN is tried.
    virtual bool isBadge(std::string_view text) = 0;
    virtual void signOut() = 0;
    /// These take a tenth of a second as well where they are given a PIN. Any thread.
    virtual Result<void> releaseSlot(std::size_t slot, const Credentials& by,
                                     std::string_view reason) = 0;
    virtual Result<void> allowRework(std::size_t slot, const Credentials& by,
                                     std::string_view reason) = 0;
    virtual Result<void> allowForEver(const Credentials& by, std::string_view reason) = 0;
    virtual Result<void> activate(std::shared_ptr<const job::Recipe> recipe,
                                  const Credentials& by) = 0;
    virtual Result<Actor> authorise(const Credentials& by, Act act) = 0;
    virtual Result<void> addPerson(const NewPerson& person, const Credentials& by) = 0;
    virtual Result<void> changePerson(std::string_view name, const PersonChange& change,
                                      const Credentials& by, std::string_view reason) = 0;
};

/// A line that is open.
class OpenLine final : public LineSource {
public:
    explicit OpenLine(Line& line) : m_line(line) {}

    [[nodiscard]] LineView view() override { return m_line.view(); }

    Result<void> press(std::size_t slot, job::StartedBy origin) override {
        return m_line.press(slot, origin);
    }

    Result<unsigned> pressAll(job::StartedBy origin) override { return m_line.pressAll(origin); }

    Result<std::optional<std::size_t>> scan(std::string_view label, bool scanned) override {
        return m_line.scan(label, scanned);
    }

    Result<void> chooseSlot(std::size_t slot) override { return m_line.chooseSlot(slot); }

    Result<void> givePin(std::string_view pin) override { return m_line.givePin(pin); }

    void forgetPin() override { m_line.forgetPin(); }

    Result<SignIn::Step> signIn(const Credentials& who) override { return m_line.signIn(who); }

    bool isBadge(std::string_view text) override { return m_line.isBadge(text); }

    void signOut() override { m_line.signOut(); }

    Result<void> releaseSlot(std::size_t slot, const Credentials& by,
                             std::string_view reason) override {
        return m_line.releaseSlot(slot, by, reason);
    }

    Result<void> allowRework(std::size_t slot, const Credentials& by,
                             std::string_view reason) override {
        return m_line.allowRework(slot, by, reason);
    }

    Result<void> allowForEver(const Credentials& by, std::string_view reason) override {
        return m_line.allowForEver(by, reason);
    }

    Result<void> activate(std::shared_ptr<const job::Recipe> recipe,
                          const Credentials& by) override {
        return m_line.activate(std::move(recipe), by);
    }

    Result<Actor> authorise(const Credentials& by, Act act) override {
        return m_line.authorise(by, act);
    }

    Result<void> addPerson(const NewPerson& person, const Credentials& by) override {
        return m_line.addPerson(person, by);
    }

    Result<void> changePerson(std::string_view name, const PersonChange& change,
                              const Credentials& by, std::string_view reason) override {
        return m_line.changePerson(name, change, by, reason);
    }

private:
    Line& m_line;
};

/// A line that could not be opened: it says why, for ever, and refuses everything for that reason.
/// A dark screen would leave the operator to guess.
class ClosedLine final : public LineSource {
public:
    ClosedLine(Fault why, std::string station, bool training) {
        m_view.station = std::move(station);
        m_view.training = training;
        m_view.unfit = std::move(why);
    }

    [[nodiscard]] LineView view() override {
        ++m_view.heartbeat; // it answers, so it is alive
        return m_view;
    }

    Result<void> press(std::size_t, job::StartedBy) override { return *m_view.unfit; }

    Result<unsigned> pressAll(job::StartedBy) override { return *m_view.unfit; }

    Result<std::optional<std::size_t>> scan(std::string_view, bool) override {
        return *m_view.unfit;
    }

    Result<void> chooseSlot(std::size_t) override { return *m_view.unfit; }

    Result<void> givePin(std::string_view) override { return *m_view.unfit; }

    void forgetPin() override {}

    Result<SignIn::Step> signIn(const Credentials&) override { return *m_view.unfit; }

    bool isBadge(std::string_view) override { return false; }

    void signOut() override {}

    Result<void> releaseSlot(std::size_t, const Credentials&, std::string_view) override {
        return *m_view.unfit;
    }

    Result<void> allowRework(std::size_t, const Credentials&, std::string_view) override {
        return *m_view.unfit;
    }

    Result<void> allowForEver(const Credentials&, std::string_view) override {
        return *m_view.unfit;
    }

    Result<void> activate(std::shared_ptr<const job::Recipe>, const Credentials&) override {
        return *m_view.unfit;
    }

    Result<Actor> authorise(const Credentials&, Act) override { return *m_view.unfit; }

    Result<void> addPerson(const NewPerson&, const Credentials&) override { return *m_view.unfit; }

    Result<void> changePerson(std::string_view, const PersonChange&, const Credentials&,
                              std::string_view) override {
        return *m_view.unfit;
    }

private:
    LineView m_view;
};

} // namespace greenlight::station::view
