#pragma once

#include "tests/qml/journal_feed.h"
#include "tests/qml/page_test.h"

#include <QSignalSpy>

namespace greenlight::station::view {

/// The pages about records, in front of a real journal that is read beside its writer.
class RecordsTest : public PageTest {
protected:
    RecordsTest() { m_records.open({.journal = m_journal.file(), .shifts = m_shifts}); }

    void open(const QString& page) {
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open(page);
        show();
    }

    /// Until the journal has answered, which it does on another thread.
    void settle(RecordPage& page) {
        QSignalSpy changed(&page, &RecordPage::changed);
        while (page.isAsking()) {
            ASSERT_TRUE(changed.wait());
        }
        show();
    }

    /// The texts of all items of this name, in their order.
    static void collect(const QQuickItem* from, const QString& name, QStringList& texts) {
        if (from->objectName() == name) {
            texts << from->property("text").toString();
        }
        for (const QQuickItem* const child : from->childItems()) {
            collect(child, name, texts);
        }
    }

    QString cell(const QVariantList& rows, int row, const char* name) {
        return rows.at(row).toMap().value(QLatin1String(name)).toString();
    }

    JournalFeed m_journal{m_clock};
    std::vector<db::Shift> m_shifts{{.name = "early", .startMinute = 360},
                                    {.name = "late", .startMinute = 840}};
};

} // namespace greenlight::station::view
