#include "station/view/back_office.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <future>
#include <vector>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

/// Questions that wait until they are let go.
class BackOfficeTest : public ::testing::Test {
protected:
    static constexpr std::chrono::milliseconds patience{60'000};

    /// A question whose answer is its number.
    void ask(int number, std::chrono::milliseconds howLong = patience) {
        m_office.ask(
            [this, number](const BackOffice::Unwanted& unwanted) -> BackOffice::Answer {
                m_asked.push_back(number);
                m_begun.set_value();
                m_letGo.get_future().wait();
                m_unwanted = unwanted();
                return [this, number] { m_answers.push_back(number); };
            },
            howLong, [this] { m_late = true; });
    }

    void askAtOnce(int number) {
        m_office.ask(
            [this, number](const BackOffice::Unwanted&) -> BackOffice::Answer {
                m_asked.push_back(number);
                return [this, number] { m_answers.push_back(number); };
            },
            patience, {});
    }

    template <typename Condition>
    static void waitFor(const Condition& condition) {
        while (!condition()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }

    std::promise<void> m_begun;
    std::promise<void> m_letGo;
    std::vector<int> m_asked; ///< written on the office's thread, read when it is idle
    std::vector<int> m_answers;
    bool m_unwanted = false;
    bool m_late = false;
    BackOffice m_office; // its thread uses all of the above
};

TEST_F(BackOfficeTest, AnswersOnTheThreadThatAsked) {
    askAtOnce(1);
    EXPECT_TRUE(m_office.isBusy());
    waitFor([this] { return !m_answers.empty(); });
    EXPECT_EQ(m_answers, std::vector{1});
    EXPECT_FALSE(m_office.isBusy());
}

TEST_F(BackOfficeTest, SaysThatAnAnswerIsLateAndNeverGivesIt) {
    ask(1, 1ms);
    m_begun.get_future().wait();
    waitFor([this] { return m_late; });
    EXPECT_FALSE(m_office.isBusy());
    m_letGo.set_value();
    m_office.finish();
    QCoreApplication::processEvents();
    EXPECT_TRUE(m_unwanted) << "long work can see that nobody waits";
    EXPECT_TRUE(m_answers.empty());
}

TEST_F(BackOfficeTest, ANewQuestionTakesThePlaceOfThoseBefore) {
    ask(1);
    m_begun.get_future().wait();
    askAtOnce(2);
    askAtOnce(3);
    m_letGo.set_value();
    waitFor([this] { return !m_answers.empty(); });
    m_office.finish();
    QCoreApplication::processEvents();
    EXPECT_EQ(m_asked, (std::vector{1, 3})) << "one waits at most";
    EXPECT_EQ(m_answers, std::vector{3});
}

TEST_F(BackOfficeTest, WhatWasGivenUpIsNotAnsweredAndAnotherQuestionIs) {
    ask(1);
    m_begun.get_future().wait();
    askAtOnce(2);
    m_office.giveUp();
    EXPECT_FALSE(m_office.isBusy());
    askAtOnce(3);
    m_letGo.set_value();
    waitFor([this] { return !m_answers.empty(); });
    EXPECT_EQ(m_answers, std::vector{3});
}

} // namespace
} // namespace greenlight::station::view
