#pragma once

#include "db/people.h"
#include "station/view/record_page.h"

#include <QVariantList>
#include <vector>

namespace greenlight::station::view {

/// Who may sign in by their PIN, for those who have no badge or not with them. Thread: the GUI's.
/// (The tools of QML find what is inherited only by its whole name.)
class SignInDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// Rows by name: name, role.
    Q_PROPERTY(QVariantList people READ people NOTIFY changed)

public:
    using RecordPage::RecordPage;

    [[nodiscard]] const QVariantList& people() const noexcept { return m_rows; }

    /// Reads who there is.
    Q_INVOKABLE void refresh();
    /// Somebody says that it is them: chosen(). A number that is none changes nothing.
    Q_INVOKABLE void choose(int place);

    void retranslate() override;

Q_SIGNALS:
    void chosen(const QString& name);

protected:
    void forget() override;

private:
    void show(std::vector<db::PersonRecord> people);
    void draw();
    void say();

    std::vector<db::PersonRecord> m_people; ///< who may sign in so, by name
    QVariantList m_rows;
};

} // namespace greenlight::station::view
