<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Fault</name>
    <message>
        <source>There is no probe at this slot's USB port.</source>
        <translation>Am USB-Anschluss dieses Platzes ist kein Programmieradapter.</translation>
    </message>
    <message>
        <source>Call the supervisor: the probe of this slot is unplugged.</source>
        <translation>Schichtleitung rufen: Der Adapter dieses Platzes ist ausgesteckt.</translation>
    </message>
    <message>
        <source>The probe lost its USB connection while it was working.</source>
        <translation>Der Adapter hat während der Arbeit seine USB-Verbindung verloren.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Call the supervisor to check the cable.</source>
        <translation>Platine in die rote Kiste. Schichtleitung rufen, damit sie das Kabel prüft.</translation>
    </message>
    <message>
        <source>The probe stopped answering.</source>
        <translation>Der Adapter antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Second time: call the supervisor.</source>
        <translation>Platine in die rote Kiste. Beim zweiten Mal: Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The probe refused a USB transfer.</source>
        <translation>Der Adapter hat eine USB-Übertragung verweigert.</translation>
    </message>
    <message>
        <source>The probe sent an incomplete answer.</source>
        <translation>Der Adapter hat eine unvollständige Antwort gesendet.</translation>
    </message>
    <message>
        <source>The probe sent more than it was asked for.</source>
        <translation>Der Adapter hat mehr gesendet, als verlangt war.</translation>
    </message>
    <message>
        <source>Another program is using this probe.</source>
        <translation>Ein anderes Programm benutzt diesen Adapter.</translation>
    </message>
    <message>
        <source>Call the supervisor: close the other program.</source>
        <translation>Schichtleitung rufen: Das andere Programm schließen.</translation>
    </message>
    <message>
        <source>The station may not open this probe.</source>
        <translation>Die Station darf diesen Adapter nicht öffnen.</translation>
    </message>
    <message>
        <source>Call the engineer: the USB permission rules are not installed.</source>
        <translation>Technik rufen: Die USB-Rechte sind nicht eingerichtet.</translation>
    </message>
    <message>
        <source>The USB transfer failed.</source>
        <translation>Die USB-Übertragung ist misslungen.</translation>
    </message>
    <message>
        <source>The firmware of this probe is too old.</source>
        <translation>Die Firmware dieses Adapters ist zu alt.</translation>
    </message>
    <message>
        <source>Call the supervisor. Do not use this slot.</source>
        <translation>Schichtleitung rufen. Diesen Platz nicht benutzen.</translation>
    </message>
    <message>
        <source>The probe is stuck in a mode that cannot program.</source>
        <translation>Der Adapter hängt in einem Modus, in dem er nicht programmieren kann.</translation>
    </message>
    <message>
        <source>Call the supervisor: unplug the probe and plug it in again.</source>
        <translation>Schichtleitung rufen: Adapter aus- und wieder einstecken.</translation>
    </message>
    <message>
        <source>The probe does not know a command it must know.</source>
        <translation>Der Adapter kennt einen Befehl nicht, den er kennen muss.</translation>
    </message>
    <message>
        <source>The probe gave an impossible answer.</source>
        <translation>Der Adapter hat eine unmögliche Antwort gegeben.</translation>
    </message>
    <message>
        <source>Another probe than the expected one is plugged into this slot's port.</source>
        <translation>Am Anschluss dieses Platzes steckt ein anderer Adapter als erwartet.</translation>
    </message>
    <message>
        <source>The probe refused a command.</source>
        <translation>Der Adapter hat einen Befehl verweigert.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor if it happens again.</source>
        <translation>Platine in die rote Kiste. Passiert es wieder: Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The supply voltage of the board is outside the allowed window.</source>
        <translation>Die Versorgungsspannung der Platine liegt außerhalb des Erlaubten.</translation>
    </message>
    <message>
        <source>Take the board out, put it back firmly, press Start. Second time: red bin.</source>
        <translation>Platine herausnehmen, fest wieder einlegen, Start drücken. Beim zweiten Mal: rote Kiste.</translation>
    </message>
    <message>
        <source>The board does not answer.</source>
        <translation>Die Platine antwortet nicht.</translation>
    </message>
    <message>
        <source>The chip stayed busy for too long.</source>
        <translation>Der Chip war zu lange beschäftigt.</translation>
    </message>
    <message>
        <source>The chip refused an access.</source>
        <translation>Der Chip hat einen Zugriff verweigert.</translation>
    </message>
    <message>
        <source>The connection to the board has transmission errors.</source>
        <translation>Die Verbindung zur Platine hat Übertragungsfehler.</translation>
    </message>
    <message>
        <source>The connection to the chip failed.</source>
        <translation>Die Verbindung zum Chip ist misslungen.</translation>
    </message>
    <message>
        <source>The debug port of the chip did not power up.</source>
        <translation>Der Debug-Anschluss des Chips ist nicht angelaufen.</translation>
    </message>
    <message>
        <source>The connection to the board is not reliable.</source>
        <translation>Die Verbindung zur Platine ist nicht zuverlässig.</translation>
    </message>
    <message>
        <source>The probe could not open the chip's access port.</source>
        <translation>Der Adapter konnte den Zugang zum Chip nicht öffnen.</translation>
    </message>
    <message>
        <source>The chip did not reset when told to.</source>
        <translation>Der Chip hat den Reset nicht ausgeführt.</translation>
    </message>
    <message>
        <source>The chip did not stop when told to.</source>
        <translation>Der Chip hat nicht angehalten.</translation>
    </message>
    <message>
        <source>The chip's core did not hand over a register.</source>
        <translation>Der Prozessorkern hat ein Register nicht herausgegeben.</translation>
    </message>
    <message>
        <source>The chip's core is locked up.</source>
        <translation>Der Prozessorkern hat sich festgefahren.</translation>
    </message>
    <message>
        <source>The probe refused an unaligned access.</source>
        <translation>Der Adapter hat einen unausgerichteten Zugriff verweigert.</translation>
    </message>
    <message>
        <source>The probe refused the SWD clock speed.</source>
        <translation>Der Adapter hat die SWD-Taktrate verweigert.</translation>
    </message>
    <message>
        <source>A clock inside the chip did not become ready.</source>
        <translation>Ein Takt im Chip ist nicht angelaufen.</translation>
    </message>
    <message>
        <source>This chip type is not known.</source>
        <translation>Dieser Chiptyp ist unbekannt.</translation>
    </message>
    <message>
        <source>Wrong board? Compare with the work order, then red bin.</source>
        <translation>Falsche Platine? Mit dem Auftrag vergleichen, dann rote Kiste.</translation>
    </message>
    <message>
        <source>The chip's identity could not be read properly.</source>
        <translation>Die Kennung des Chips war nicht richtig lesbar.</translation>
    </message>
    <message>
        <source>This chip is not the one the recipe is for.</source>
        <translation>Das ist nicht der Chip, für den das Rezept gemacht ist.</translation>
    </message>
    <message>
        <source>The chip reports an impossible flash size.</source>
        <translation>Der Chip meldet eine unmögliche Flash-Größe.</translation>
    </message>
    <message>
        <source>Put the board into the red bin.</source>
        <translation>Platine in die rote Kiste.</translation>
    </message>
    <message>
        <source>The chip's unique number is not plausible.</source>
        <translation>Die eindeutige Nummer des Chips ist nicht plausibel.</translation>
    </message>
    <message>
        <source>The board was changed while it was being programmed.</source>
        <translation>Die Platine wurde während des Programmierens gewechselt.</translation>
    </message>
    <message>
        <source>Put both boards into the red bin and call the supervisor.</source>
        <translation>Beide Platinen in die rote Kiste und Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The new firmware did not show itself after its start.</source>
        <translation>Die neue Firmware hat sich nach dem Start nicht gezeigt.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory reported an error.</source>
        <translation>Der Lader des Rezepts für einen Speicher hat einen Fehler gemeldet.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory wrote where it must not.</source>
        <translation>Der Lader des Rezepts für einen Speicher hat an eine verbotene Stelle geschrieben.</translation>
    </message>
    <message>
        <source>A part of the chip's flash was changed that had to stay as it was.</source>
        <translation>Ein Teil des Flash im Chip wurde verändert, der bleiben musste, wie er war.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory is malformed.</source>
        <translation>Der Lader des Rezepts für einen Speicher ist fehlerhaft aufgebaut.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory does not fit into the chip.</source>
        <translation>Der Lader des Rezepts für einen Speicher passt nicht in den Chip.</translation>
    </message>
    <message>
        <source>The serial numbers of this recipe are used up.</source>
        <translation>Die Seriennummern dieses Rezepts sind aufgebraucht.</translation>
    </message>
    <message>
        <source>This slot was locked after several failures in a row.</source>
        <translation>Dieser Platz wurde nach mehreren Fehlern hintereinander gesperrt.</translation>
    </message>
    <message>
        <source>Use another slot and call the supervisor.</source>
        <translation>Einen anderen Platz benutzen und die Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>This was the drill: the slot found the fault that was put in on purpose.</source>
        <translation>Das war die Übung: Der Platz hat den absichtlich eingebauten Fehler gefunden.</translation>
    </message>
    <message>
        <source>Leave the board in and press Start.</source>
        <translation>Platine im Platz lassen und Start drücken.</translation>
    </message>
    <message>
        <source>The slot did not find a fault that was put in on purpose.</source>
        <translation>Der Platz hat einen absichtlich eingebauten Fehler nicht gefunden.</translation>
    </message>
    <message>
        <source>The recipe&apos;s table of unit data is malformed.</source>
        <translation>Die Tabelle mit den Daten der Geräte im Rezept ist fehlerhaft.</translation>
    </message>
    <message>
        <source>The check digit of this serial number is wrong.</source>
        <translation>Die Prüfziffer dieser Seriennummer ist falsch.</translation>
    </message>
    <message>
        <source>Scan the label again; if it was typed, compare every digit.</source>
        <translation>Etikett noch einmal scannen; bei Eingabe von Hand jede Ziffer vergleichen.</translation>
    </message>
    <message>
        <source>The recipe has no data for this serial number.</source>
        <translation>Das Rezept hat keine Daten für diese Seriennummer.</translation>
    </message>
    <message>
        <source>The chip is read-protected.</source>
        <translation>Der Chip ist gegen Lesen geschützt.</translation>
    </message>
    <message>
        <source>Already programmed? Call the supervisor.</source>
        <translation>Schon programmiert? Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>Part of the chip's flash is write-protected.</source>
        <translation>Ein Teil des Flash ist gegen Schreiben geschützt.</translation>
    </message>
    <message>
        <source>The chip does not look like a genuine STM32.</source>
        <translation>Der Chip sieht nicht wie ein echter STM32 aus.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor.</source>
        <translation>Platine in die rote Kiste und Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The processor core does not belong to this chip type.</source>
        <translation>Der Prozessorkern gehört nicht zu diesem Chiptyp.</translation>
    </message>
    <message>
        <source>The chip's option bytes are not as the recipe expects.</source>
        <translation>Die Option-Bytes des Chips sind nicht so, wie das Rezept es erwartet.</translation>
    </message>
    <message>
        <source>The loader in the chip's memory does not read back as it was written.</source>
        <translation>Der Lader liest sich aus dem Chip nicht so zurück, wie er geschrieben wurde.</translation>
    </message>
    <message>
        <source>The loader did not start in the chip.</source>
        <translation>Der Lader ist im Chip nicht angelaufen.</translation>
    </message>
    <message>
        <source>The loader in the chip stopped answering.</source>
        <translation>Der Lader im Chip antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>The loader in the chip crashed.</source>
        <translation>Der Lader im Chip ist abgestürzt.</translation>
    </message>
    <message>
        <source>The flash of the chip did not unlock.</source>
        <translation>Der Flash des Chips ließ sich nicht entsperren.</translation>
    </message>
    <message>
        <source>The chip reported an error while erasing.</source>
        <translation>Der Chip meldete beim Löschen einen Fehler.</translation>
    </message>
    <message>
        <source>Erasing took far too long.</source>
        <translation>Das Löschen dauerte viel zu lange.</translation>
    </message>
    <message>
        <source>The flash is not empty after erasing.</source>
        <translation>Der Flash ist nach dem Löschen nicht leer.</translation>
    </message>
    <message>
        <source>The chip reported an error while programming.</source>
        <translation>Der Chip meldete beim Programmieren einen Fehler.</translation>
    </message>
    <message>
        <source>Programming took far too long.</source>
        <translation>Das Programmieren dauerte viel zu lange.</translation>
    </message>
    <message>
        <source>The chip refused to change a protected part of its flash.</source>
        <translation>Der Chip hat die Änderung eines geschützten Flash-Teils verweigert.</translation>
    </message>
    <message>
        <source>The chip did not confirm every byte it was given.</source>
        <translation>Der Chip hat nicht jedes übergebene Byte bestätigt.</translation>
    </message>
    <message>
        <source>Data arrived damaged in the chip's memory.</source>
        <translation>Daten sind beschädigt im Speicher des Chips angekommen.</translation>
    </message>
    <message>
        <source>The supply voltage of the board dropped while it was being programmed.</source>
        <translation>Die Versorgungsspannung der Platine ist beim Programmieren eingebrochen.</translation>
    </message>
    <message>
        <source>What is in the chip is not what was to be programmed.</source>
        <translation>Im Chip steht nicht, was programmiert werden sollte.</translation>
    </message>
    <message>
        <source>The chip's flash reads back differently from the plan.</source>
        <translation>Der Flash liest sich anders zurück als geplant.</translation>
    </message>
    <message>
        <source>The spot check through the debug port contradicts the plan.</source>
        <translation>Die Stichprobe über den Debug-Anschluss widerspricht dem Plan.</translation>
    </message>
    <message>
        <source>The checking routine does not read back as it was written.</source>
        <translation>Das Prüfprogramm liest sich nicht so zurück, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>The flash could not be checked.</source>
        <translation>Der Flash konnte nicht geprüft werden.</translation>
    </message>
    <message>
        <source>The proof for this board is not complete.</source>
        <translation>Der Nachweis für diese Platine ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The chip's option bytes could not be written.</source>
        <translation>Die Option-Bytes des Chips konnten nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The read protection is set but does not protect.</source>
        <translation>Der Leseschutz ist gesetzt, schützt aber nicht.</translation>
    </message>
    <message>
        <source>The read protection could not be removed.</source>
        <translation>Der Leseschutz konnte nicht entfernt werden.</translation>
    </message>
    <message>
        <source>A file could not be read.</source>
        <translation>Eine Datei war nicht lesbar.</translation>
    </message>
    <message>
        <source>Call the engineer. Nothing was written to the board.</source>
        <translation>Technik rufen. Auf die Platine wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The firmware file is malformed.</source>
        <translation>Die Firmware-Datei ist fehlerhaft aufgebaut.</translation>
    </message>
    <message>
        <source>A checksum inside the firmware file is wrong.</source>
        <translation>Eine Prüfsumme in der Firmware-Datei ist falsch.</translation>
    </message>
    <message>
        <source>The firmware file ends too early.</source>
        <translation>Die Firmware-Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The firmware file writes the same address twice.</source>
        <translation>Die Firmware-Datei beschreibt eine Adresse zweimal.</translation>
    </message>
    <message>
        <source>The firmware does not fit into the chip's flash.</source>
        <translation>Die Firmware passt nicht in den Flash des Chips.</translation>
    </message>
    <message>
        <source>The firmware file contains no data.</source>
        <translation>Die Firmware-Datei enthält keine Daten.</translation>
    </message>
    <message>
        <source>A file is larger than allowed.</source>
        <translation>Eine Datei ist größer als erlaubt.</translation>
    </message>
    <message>
        <source>The firmware file is not the one that was released.</source>
        <translation>Die Firmware-Datei ist nicht die freigegebene.</translation>
    </message>
    <message>
        <source>The recipe is malformed.</source>
        <translation>Das Rezept ist fehlerhaft aufgebaut.</translation>
    </message>
    <message>
        <source>The recipe contains an invalid value.</source>
        <translation>Das Rezept enthält einen ungültigen Wert.</translation>
    </message>
    <message>
        <source>The recipe is not signed.</source>
        <translation>Das Rezept ist nicht unterschrieben.</translation>
    </message>
    <message>
        <source>The signature of the recipe is not valid.</source>
        <translation>Die Unterschrift des Rezepts ist ungültig.</translation>
    </message>
    <message>
        <source>The release of this recipe is not valid yet.</source>
        <translation>Die Freigabe dieses Rezepts gilt noch nicht.</translation>
    </message>
    <message>
        <source>The release of this recipe has expired.</source>
        <translation>Die Freigabe dieses Rezepts ist abgelaufen.</translation>
    </message>
    <message>
        <source>The recipe has too few release signatures.</source>
        <translation>Dem Rezept fehlen Freigabe-Unterschriften.</translation>
    </message>
    <message>
        <source>The list of people who may release recipes cannot be read.</source>
        <translation>Die Liste derer, die Rezepte freigeben dürfen, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>This board has no serial number yet.</source>
        <translation>Diese Platine hat noch keine Seriennummer.</translation>
    </message>
    <message>
        <source>Scan the label of the board, then press Start.</source>
        <translation>Etikett der Platine scannen, dann Start drücken.</translation>
    </message>
    <message>
        <source>This is not a serial number of this product.</source>
        <translation>Das ist keine Seriennummer dieses Produkts.</translation>
    </message>
    <message>
        <source>Scan the label of the board in this slot.</source>
        <translation>Etikett der Platine an diesem Platz scannen.</translation>
    </message>
    <message>
        <source>This serial number was already used for another board.</source>
        <translation>Diese Seriennummer wurde schon für eine andere Platine benutzt.</translation>
    </message>
    <message>
        <source>Set the board aside and call the supervisor: the label is wrong.</source>
        <translation>Platine beiseitelegen, Schichtleitung rufen: Das Etikett ist falsch.</translation>
    </message>
    <message>
        <source>This board was already programmed under another serial number.</source>
        <translation>Diese Platine wurde schon unter einer anderen Seriennummer programmiert.</translation>
    </message>
    <message>
        <source>The same board is still in the slot.</source>
        <translation>Am Platz liegt noch dieselbe Platine.</translation>
    </message>
    <message>
        <source>Take the board out and put in the next one.</source>
        <translation>Platine herausnehmen und die nächste einlegen.</translation>
    </message>
    <message>
        <source>This slot is already working.</source>
        <translation>Dieser Platz arbeitet schon.</translation>
    </message>
    <message>
        <source>Wait for the result. The press was counted and did nothing.</source>
        <translation>Ergebnis abwarten. Der Druck wurde gezählt und hat nichts bewirkt.</translation>
    </message>
    <message>
        <source>No recipe is active.</source>
        <translation>Es ist kein Rezept aktiv.</translation>
    </message>
    <message>
        <source>Call the engineer.</source>
        <translation>Technik rufen.</translation>
    </message>
    <message>
        <source>The attempt was stopped.</source>
        <translation>Der Versuch wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The station stopped in the middle of this board.</source>
        <translation>Die Station ist mitten in dieser Platine stehen geblieben.</translation>
    </message>
    <message>
        <source>Treat the board as bad: red bin.</source>
        <translation>Platine gilt als schlecht: rote Kiste.</translation>
    </message>
    <message>
        <source>The serial number cannot be stored in the recipe's format.</source>
        <translation>Die Seriennummer lässt sich im Format des Rezepts nicht speichern.</translation>
    </message>
    <message>
        <source>There is no such slot.</source>
        <translation>Diesen Platz gibt es nicht.</translation>
    </message>
    <message>
        <source>Check the slot's name.</source>
        <translation>Name des Platzes prüfen.</translation>
    </message>
    <message>
        <source>This board has already passed.</source>
        <translation>Diese Platine hat schon bestanden.</translation>
    </message>
    <message>
        <source>Take it out. A rework needs the supervisor.</source>
        <translation>Herausnehmen. Eine Nacharbeit braucht die Schichtleitung.</translation>
    </message>
    <message>
        <source>There is no board in this slot.</source>
        <translation>An diesem Platz ist keine Platine.</translation>
    </message>
    <message>
        <source>Put a board in, then press Start.</source>
        <translation>Platine einlegen, dann Start drücken.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this line.</source>
        <translation>An dieser Linie ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>Scan your badge, then press Start.</source>
        <translation>Ausweis scannen, dann Start drücken.</translation>
    </message>
    <message>
        <source>This badge or name is not known at this station.</source>
        <translation>Dieser Ausweis oder Name ist an dieser Station nicht bekannt.</translation>
    </message>
    <message>
        <source>Scan the badge again. Second time: call the supervisor.</source>
        <translation>Ausweis noch einmal scannen. Beim zweiten Mal: Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>Die PIN ist falsch.</translation>
    </message>
    <message>
        <source>Type it again. Too many wrong ones lock the person for a time.</source>
        <translation>Noch einmal eingeben. Zu viele falsche sperren die Person für einige Zeit.</translation>
    </message>
    <message>
        <source>This person is locked after too many wrong PINs.</source>
        <translation>Diese Person ist nach zu vielen falschen PINs gesperrt.</translation>
    </message>
    <message>
        <source>Wait, or call somebody who may unlock people.</source>
        <translation>Warten oder jemanden rufen, der Personen entsperren darf.</translation>
    </message>
    <message>
        <source>This person's role does not allow this.</source>
        <translation>Die Rolle dieser Person erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Call somebody whose role does.</source>
        <translation>Jemanden rufen, dessen Rolle es erlaubt.</translation>
    </message>
    <message>
        <source>A person cannot have this name.</source>
        <translation>So kann eine Person hier nicht heißen.</translation>
    </message>
    <message>
        <source>Use the name of the human being.</source>
        <translation>Den Namen des Menschen benutzen.</translation>
    </message>
    <message>
        <source>Somebody has this name or badge already.</source>
        <translation>Jemand hat diesen Namen oder Ausweis schon.</translation>
    </message>
    <message>
        <source>Use another one; those of a retired person are not given again.</source>
        <translation>Einen anderen nehmen; die einer ausgeschiedenen Person werden nicht wieder vergeben.</translation>
    </message>
    <message>
        <source>This PIN or badge cannot be used.</source>
        <translation>Diese PIN oder dieser Ausweis ist nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Eine andere PIN oder einen anderen Ausweis wählen.</translation>
    </message>
    <message>
        <source>This is only done for a reason, and none was given.</source>
        <translation>Das geschieht nur aus einem Grund, und es wurde keiner genannt.</translation>
    </message>
    <message>
        <source>Say why; it goes on record.</source>
        <translation>Den Grund nennen; er wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nobody would be left who may manage people.</source>
        <translation>Es bliebe niemand übrig, der Personen verwalten darf.</translation>
    </message>
    <message>
        <source>Add another supervisor or engineer first.</source>
        <translation>Zuerst eine weitere Schichtleitung oder Technikkraft anlegen.</translation>
    </message>
    <message>
        <source>The record of this board could not be written.</source>
        <translation>Die Aufzeichnung dieser Platine konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Stop. Call the supervisor. Do not ship this board.</source>
        <translation>Halt. Schichtleitung rufen. Diese Platine nicht ausliefern.</translation>
    </message>
    <message>
        <source>The station's records do not check out.</source>
        <translation>Die Aufzeichnungen der Station stimmen nicht.</translation>
    </message>
    <message>
        <source>The station's disk is full.</source>
        <translation>Die Festplatte der Station ist voll.</translation>
    </message>
    <message>
        <source>The station's settings are malformed.</source>
        <translation>Die Einstellungen der Station sind fehlerhaft aufgebaut.</translation>
    </message>
    <message>
        <source>The station's settings contain an invalid value.</source>
        <translation>Die Einstellungen der Station enthalten einen ungültigen Wert.</translation>
    </message>
    <message>
        <source>Another Greenlight is already running on these records.</source>
        <translation>Ein anderes Greenlight benutzt diese Aufzeichnungen schon.</translation>
    </message>
    <message>
        <source>Close the other one first.</source>
        <translation>Zuerst das andere schließen.</translation>
    </message>
    <message>
        <source>The station's signing key cannot be used.</source>
        <translation>Der Signierschlüssel der Station ist nicht benutzbar.</translation>
    </message>
    <message>
        <source>A firmware file of the active recipe was revoked.</source>
        <translation>Eine Firmware-Datei des aktiven Rezepts wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>A file could not be written.</source>
        <translation>Eine Datei konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Check its folder and the free space of the disk, then try again.</source>
        <translation>Ordner und freien Platz auf der Platte prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This recipe locks chips for ever, and no supervisor has allowed it.</source>
        <translation>Dieses Rezept sperrt Chips für immer, und die Schichtleitung hat es nicht erlaubt.</translation>
    </message>
    <message>
        <source>Call the supervisor to allow it, then press Start again.</source>
        <translation>Schichtleitung rufen, damit sie es erlaubt, dann erneut Start drücken.</translation>
    </message>
    <message>
        <source>A copy of the records is not what they are.</source>
        <translation>Eine Kopie der Aufzeichnungen stimmt nicht mit ihnen überein.</translation>
    </message>
    <message>
        <source>Do not rely on the copy. Make it again.</source>
        <translation>Nicht auf die Kopie verlassen. Neu anlegen.</translation>
    </message>
    <message>
        <source>These records end earlier than records known to have been written.</source>
        <translation>Diese Aufzeichnungen enden früher als solche, die nachweislich geschrieben wurden.</translation>
    </message>
    <message>
        <source>Find the newer records. Going on from these would lose units.</source>
        <translation>Die neueren Aufzeichnungen suchen. Mit diesen weiterzuarbeiten würde Einheiten verlieren.</translation>
    </message>
    <message>
        <source>These records are in an archive that is not in its place.</source>
        <translation>Diese Aufzeichnungen liegen in einem Archiv, das nicht an seinem Platz ist.</translation>
    </message>
    <message>
        <source>Put the archive back into its folder, then try again.</source>
        <translation>Das Archiv in seinen Ordner zurücklegen und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The work was cancelled and left no file behind.</source>
        <translation>Die Arbeit wurde abgebrochen und hat keine Datei hinterlassen.</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>Neu beginnen, wenn das Ergebnis noch gebraucht wird.</translation>
    </message>
    <message>
        <source>This file is not what the station exported.</source>
        <translation>Diese Datei ist nicht das, was die Station ausgegeben hat.</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask the station for a new export.</source>
        <translation>Nicht darauf verlassen. Die Station um eine neue Ausgabe bitten.</translation>
    </message>
    <message>
        <source>The board has no confirmed record.</source>
        <translation>Für diese Platine gibt es keine bestätigte Aufzeichnung.</translation>
    </message>
    <message>
        <source>The station's file of PINs cannot be used.</source>
        <translation>Die Datei der Station mit den PINs ist nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>The station's software found an error in itself.</source>
        <translation>Die Software der Station hat einen eigenen Fehler gefunden.</translation>
    </message>
    <message>
        <source>This slot was locked, and a golden board has to pass in it first.</source>
        <translation>Dieser Platz war gesperrt, und zuerst muss eine Referenzplatine darin bestehen.</translation>
    </message>
    <message>
        <source>Take this board out and put the golden board in. Nothing was changed.</source>
        <translation>Diese Platine herausnehmen und die Referenzplatine einlegen. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>This is a golden board and no product.</source>
        <translation>Das ist eine Referenzplatine und kein Produkt.</translation>
    </message>
    <message>
        <source>Put it back where it is kept and put in the next board. Nothing was changed.</source>
        <translation>An ihren Ort zurücklegen und die nächste Platine einlegen. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>What was scanned is no label as this station's scanner marks them.</source>
        <translation>Was gescannt wurde, ist kein Etikett, wie der Scanner dieser Station sie kennzeichnet.</translation>
    </message>
    <message>
        <source>Scan the label of the board. Second time: call the engineer.</source>
        <translation>Etikett der Platine scannen. Beim zweiten Mal: Technik rufen.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Preparing</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Identifying</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Programming</source>
        <translation>Programmieren</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Starting the product</source>
        <translation>Produkt startet</translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>BESTANDEN</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FEHLER</translation>
    </message>
    <message>
        <source>ERROR</source>
        <translation>STÖRUNG</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>ABGEBROCHEN</translation>
    </message>
    <message>
        <source>INTERRUPTED</source>
        <translation>UNTERBROCHEN</translation>
    </message>
    <message>
        <source>EMPTY</source>
        <translation>LEER</translation>
    </message>
    <message>
        <source>BOARD IN</source>
        <translation>EINGELEGT</translation>
    </message>
    <message>
        <source>WORKING</source>
        <translation>ARBEITET</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>NICHT ERFASST</translation>
    </message>
    <message>
        <source>OUT OF ORDER</source>
        <translation>AUSSER BETRIEB</translation>
    </message>
    <message>
        <source>Put a board in</source>
        <translation>Platine einlegen</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Ausweis scannen</translation>
    </message>
    <message>
        <source>Scan the label</source>
        <translation>Etikett scannen</translation>
    </message>
    <message>
        <source>START</source>
        <translation>START</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Take the board out</source>
        <translation>Platine herausnehmen</translation>
    </message>
    <message>
        <source>Red bin</source>
        <translation>Rote Kiste</translation>
    </message>
    <message>
        <source>Call the supervisor</source>
        <translation>Schichtleitung rufen</translation>
    </message>
    <message>
        <source>START AGAIN</source>
        <translation>NOCHMAL START</translation>
    </message>
    <message>
        <source>Put a board into slot %1.</source>
        <translation>Platine in Platz %1 einlegen.</translation>
    </message>
    <message>
        <source>Scan your badge to sign in.</source>
        <translation>Zum Anmelden Ausweis scannen.</translation>
    </message>
    <message>
        <source>Scan the label of the board in slot %1.</source>
        <translation>Etikett der Platine in Platz %1 scannen.</translation>
    </message>
    <message>
        <source>Press Start for slot %1.</source>
        <translation>Start für Platz %1 drücken.</translation>
    </message>
    <message>
        <source>Wait for the result.</source>
        <translation>Ergebnis abwarten.</translation>
    </message>
    <message>
        <source>Take the good board out of slot %1.</source>
        <translation>Gute Platine aus Platz %1 herausnehmen.</translation>
    </message>
    <message>
        <source>Put boards into slots %1.</source>
        <translation>Platinen in die Plätze %1 einlegen.</translation>
    </message>
    <message>
        <source>Scan the labels of the boards in slots %1.</source>
        <translation>Etiketten der Platinen in den Plätzen %1 scannen.</translation>
    </message>
    <message>
        <source>Press Start for slots %1.</source>
        <translation>Start für die Plätze %1 drücken.</translation>
    </message>
    <message>
        <source>Wait for the results.</source>
        <translation>Ergebnisse abwarten.</translation>
    </message>
    <message>
        <source>Take the good boards out of slots %1.</source>
        <translation>Gute Platinen aus den Plätzen %1 herausnehmen.</translation>
    </message>
    <message>
        <source>Slot %1: %2</source>
        <translation>Platz %1: %2</translation>
    </message>
    <message>
        <source>This station has no slots. Call the supervisor.</source>
        <translation>Diese Station hat keine Plätze. Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The station does not answer. Do not press, do not ship these boards. Call the supervisor.</source>
        <translation>Die Station antwortet nicht. Nicht drücken, diese Platinen nicht ausliefern. Schichtleitung rufen.</translation>
    </message>
    <message>
        <source>The press did nothing.</source>
        <translation>Der Druck hat nichts bewirkt.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Schichtleitung</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Niemand ist angemeldet</translation>
    </message>
    <message>
        <source>%1 of %2; 95 %: %3 to %4</source>
        <translation>%1 von %2; 95 %: %3 bis %4</translation>
    </message>
    <message>
        <source>of nothing</source>
        <translation>von nichts</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>alle anderen</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Diese Schicht</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Nach Stunde</translation>
    </message>
    <message>
        <source>By shift</source>
        <translation>Nach Schicht</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>Nach Platz</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Nach Person</translation>
    </message>
    <message>
        <source>By recipe</source>
        <translation>Nach Rezept</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>Nach Produkt</translation>
    </message>
    <message>
        <source>Attempts begun from %1 to %2; the journal has %3 entries</source>
        <translation>Versuche, begonnen von %1 bis %2; das Journal hat %3 Einträge</translation>
    </message>
    <message>
        <source>Beside these: %1 refused, %2 drills, %3 attempts on boards without a name</source>
        <translation>Daneben: %1 abgewiesen, %2 Übungsfehler, %3 Versuche an Platinen ohne Namen</translation>
    </message>
    <message>
        <source>This can be neither a serial number nor the UID of a chip.</source>
        <translation>Das kann weder eine Seriennummer noch die UID eines Chips sein.</translation>
    </message>
    <message>
        <source>No attempt is on record under this name.</source>
        <translation>Unter diesem Namen ist kein Versuch aufgezeichnet.</translation>
    </message>
    <message>
        <source>A file is named by the first %1 to 64 digits of its SHA-256, 0 to 9 and a to f.</source>
        <translation>Eine Datei heißt nach den ersten %1 bis 64 Stellen ihrer SHA-256, 0 bis 9 und a bis f.</translation>
    </message>
    <message>
        <source>Several files on record begin with these digits. Give more of them.</source>
        <translation>Mehrere aufgezeichnete Dateien beginnen mit diesen Stellen. Mehr davon angeben.</translation>
    </message>
    <message>
        <source>No file on record has a digest that begins so. No board was given it.</source>
        <translation>Keine aufgezeichnete Datei hat eine Prüfsumme, die so beginnt. Keine Platine hat sie bekommen.</translation>
    </message>
    <message>
        <source>%1 more are in the list of `greenlight recall`.</source>
        <translation>%1 weitere stehen in der Liste von `greenlight recall`.</translation>
    </message>
    <message>
        <source>Revoked by %1: %2</source>
        <translation>Gesperrt von %1: %2</translation>
    </message>
    <message>
        <source>Release a locked slot</source>
        <translation>Gesperrten Platz freigeben</translation>
    </message>
    <message>
        <source>Program a unit again</source>
        <translation>Einheit erneut programmieren</translation>
    </message>
    <message>
        <source>Lock chips for ever</source>
        <translation>Chips für immer sperren</translation>
    </message>
    <message>
        <source>Contacts cleaned</source>
        <translation>Kontakte gereinigt</translation>
    </message>
    <message>
        <source>Fixture repaired</source>
        <translation>Aufnahme repariert</translation>
    </message>
    <message>
        <source>Cable or probe exchanged</source>
        <translation>Kabel oder Adapter getauscht</translation>
    </message>
    <message>
        <source>Checked with a good board</source>
        <translation>Mit guter Platine geprüft</translation>
    </message>
    <message>
        <source>Newer firmware</source>
        <translation>Neuere Firmware</translation>
    </message>
    <message>
        <source>Unit was repaired</source>
        <translation>Einheit wurde repariert</translation>
    </message>
    <message>
        <source>Quality asked for it</source>
        <translation>Auf Wunsch der Qualität</translation>
    </message>
    <message>
        <source>Board of a returned unit</source>
        <translation>Platine aus einer Rücksendung</translation>
    </message>
    <message>
        <source>Order of the customer</source>
        <translation>Auftrag des Kunden</translation>
    </message>
    <message>
        <source>First unit was approved</source>
        <translation>Erstmuster freigegeben</translation>
    </message>
    <message>
        <source>Release of the series</source>
        <translation>Serienfreigabe</translation>
    </message>
    <message>
        <source>No slot is locked.</source>
        <translation>Kein Platz ist gesperrt.</translation>
    </message>
    <message>
        <source>For the next board of a slot, once.</source>
        <translation>Für die nächste Platine eines Platzes, einmal.</translation>
    </message>
    <message>
        <source>The active recipe asks for it.</source>
        <translation>Das aktive Rezept verlangt es.</translation>
    </message>
    <message>
        <source>No recipe asks for it.</source>
        <translation>Kein Rezept verlangt es.</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>works</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>The active recipe may lock chips for ever until another one takes its place.</source>
        <translation>Das aktive Rezept darf Chips für immer sperren, bis ein anderes an seine Stelle tritt.</translation>
    </message>
    <message>
        <source>Slot %1 takes boards again.</source>
        <translation>Platz %1 nimmt wieder Platinen an.</translation>
    </message>
    <message>
        <source>The next board in slot %1 may be a unit that passed before.</source>
        <translation>Die nächste Platine in Platz %1 darf eine sein, die schon bestanden hat.</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1 je Stunde</translation>
    </message>
    <message>
        <source>%1, needed %2</source>
        <translation>%1, nötig %2</translation>
    </message>
    <message>
        <source>ON TIME</source>
        <translation>IM PLAN</translation>
    </message>
    <message>
        <source>BEHIND</source>
        <translation>RÜCKSTAND</translation>
    </message>
    <message>
        <source>REACHED</source>
        <translation>ERREICHT</translation>
    </message>
    <message>
        <source>Boards start by themselves.</source>
        <translation>Platinen starten von selbst.</translation>
    </message>
    <message>
        <source>There is no recipe in the folder of this station.</source>
        <translation>Im Ordner dieser Station ist kein Rezept.</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Ein Rezept wählen</translation>
    </message>
    <message>
        <source>This one cannot be used</source>
        <translation>Dieses ist nicht verwendbar</translation>
    </message>
    <message>
        <source>This one is active</source>
        <translation>Dieses ist aktiv</translation>
    </message>
    <message>
        <source>Not while a slot works</source>
        <translation>Nicht, solange ein Platz arbeitet</translation>
    </message>
    <message>
        <source>Not for your role</source>
        <translation>Nicht in dieser Rolle erlaubt</translation>
    </message>
    <message>
        <source>%1 %2 is active. Put in boards of %3.</source>
        <translation>%1 %2 ist aktiv. Platinen von %3 einlegen.</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>Active until now</source>
        <translation>Bisher aktiv</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>Nicht verwendbar</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Freigegeben von</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Nobody here signs in by a PIN. Scan your badge.</source>
        <translation>Hier meldet sich niemand mit PIN an. Bitte den Ausweis scannen.</translation>
    </message>
    <message>
        <source>Units, workbook</source>
        <translation>Einheiten, Tabelle</translation>
    </message>
    <message>
        <source>one row a unit, XLSX</source>
        <translation>eine Zeile je Einheit, XLSX</translation>
    </message>
    <message>
        <source>Units, text</source>
        <translation>Einheiten, Text</translation>
    </message>
    <message>
        <source>one row a unit, CSV</source>
        <translation>eine Zeile je Einheit, CSV</translation>
    </message>
    <message>
        <source>Attempts, workbook</source>
        <translation>Versuche, Tabelle</translation>
    </message>
    <message>
        <source>one row an attempt, XLSX</source>
        <translation>eine Zeile je Versuch, XLSX</translation>
    </message>
    <message>
        <source>Attempts, text</source>
        <translation>Versuche, Text</translation>
    </message>
    <message>
        <source>one row an attempt, CSV</source>
        <translation>eine Zeile je Versuch, CSV</translation>
    </message>
    <message>
        <source>Attempts, all evidence</source>
        <translation>Versuche, alle Nachweise</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Units tested, CFX</source>
        <translation>Geprüfte Einheiten, CFX</translation>
    </message>
    <message>
        <source>IPC-2591 messages</source>
        <translation>IPC-2591-Meldungen</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 rows are in %2, with their manifest beside it.</source>
        <translation>%1 Zeilen sind in %2, mit ihrem Manifest daneben.</translation>
    </message>
    <message>
        <source>Called off. No file was made.</source>
        <translation>Abgebrochen. Es gibt keine Datei.</translation>
    </message>
    <message>
        <source>The certificate is %1, with its manifest beside it.</source>
        <translation>Das Zertifikat ist %1, mit seinem Manifest daneben.</translation>
    </message>
    <message>
        <source>Comparing the tables …</source>
        <translation>Tabellen werden verglichen …</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 von %2 Einträgen</translation>
    </message>
    <message>
        <source>Called off. Nothing is known about the records.</source>
        <translation>Abgebrochen. Über die Aufzeichnungen ist nichts bekannt.</translation>
    </message>
    <message>
        <source>The records are not what was written. Entry %1 is %2: %3. Call quality, and keep the journal as it is.</source>
        <translation>Die Aufzeichnungen sind nicht, was geschrieben wurde. Eintrag %1 ist „%2“: %3. Qualität rufen und das Journal so lassen.</translation>
    </message>
    <message>
        <source>The records are sound: %1 entries, %2 checkpoints, %3 attempts.</source>
        <translation>Die Aufzeichnungen sind unversehrt: %1 Einträge, %2 Prüfpunkte, %3 Versuche.</translation>
    </message>
    <message>
        <source>Archives are missing, so verdicts and tables were not recomputed.</source>
        <translation>Archive fehlen, darum wurden Urteile und Tabellen nicht nachgerechnet.</translation>
    </message>
    <message>
        <source>The records are not what was written: %1, %2. Call quality, and keep the journal as it is.</source>
        <translation>Die Aufzeichnungen sind nicht, was geschrieben wurde: %1, %2. Qualität rufen und das Journal so lassen.</translation>
    </message>
    <message>
        <source>No ST-LINK is plugged in. Plug one in, and it appears here.</source>
        <translation>Kein ST-LINK ist angesteckt. Sobald einer angesteckt wird, erscheint er hier.</translation>
    </message>
    <message>
        <source>The line is not open</source>
        <translation>Die Linie ist nicht geöffnet</translation>
    </message>
    <message>
        <source>Training has its own slots</source>
        <translation>Das Training hat eigene Plätze</translation>
    </message>
    <message>
        <source>Training has its own settings</source>
        <translation>Das Training hat eigene Einstellungen</translation>
    </message>
    <message>
        <source>That is slot %1, at %2.</source>
        <translation>Das ist Platz %1, an %2.</translation>
    </message>
    <message>
        <source>Several moved at once. One at a time.</source>
        <translation>Mehrere zugleich. Bitte nacheinander.</translation>
    </message>
    <message>
        <source>That one is slot %1 already.</source>
        <translation>Der ist schon Platz %1.</translation>
    </message>
    <message>
        <source>Plug in the probe of slot %1, or put a board into it.</source>
        <translation>Den Adapter von Platz %1 anstecken oder dort eine Platine einlegen.</translation>
    </message>
    <message>
        <source>All slots have their sockets.</source>
        <translation>Alle Plätze haben ihren Anschluss.</translation>
    </message>
    <message>
        <source>The slots are those that you showed. The line opens anew.</source>
        <translation>Die Plätze sind zugeordnet wie gezeigt. Die Linie öffnet neu.</translation>
    </message>
    <message>
        <source>No attempt in %1 days</source>
        <translation>Kein Versuch in %1 Tagen</translation>
    </message>
    <message>
        <source>%1 attempts in %2 days, %3 not passed, %4 by probe or wires</source>
        <translation>%1 Versuche in %2 Tagen, %3 nicht bestanden, %4 durch Adapter oder Leitungen</translation>
    </message>
    <message>
        <source>There is no probe here.</source>
        <translation>Hier ist kein Adapter.</translation>
    </message>
    <message>
        <source>Locked for its failures</source>
        <translation>Wegen Fehlern gesperrt</translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Kein Platz</translation>
    </message>
    <message>
        <source>This probe is at no slot's socket.</source>
        <translation>Dieser Adapter steckt an keinem Platz.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Whether a press needs somebody who has signed in.</source>
        <translation>Ob ein Start jemanden braucht, der angemeldet ist.</translation>
    </message>
    <message>
        <source>Sign out after, s</source>
        <translation>Abmelden nach, s</translation>
    </message>
    <message>
        <source>Seconds without a press until nobody is signed in any more. 0 = never.</source>
        <translation>Sekunden ohne Start, bis niemand mehr angemeldet ist. 0 = nie.</translation>
    </message>
    <message>
        <source>Failures that lock a slot</source>
        <translation>Fehler, die einen Platz sperren</translation>
    </message>
    <message>
        <source>So many in a row, and the slot takes no board until somebody releases it. 0 = never.</source>
        <translation>So viele nacheinander, und der Platz nimmt keine Platine mehr, bis ihn jemand freigibt. 0 = nie.</translation>
    </message>
    <message>
        <source>Daily drill</source>
        <translation>Tägliche Übung</translation>
    </message>
    <message>
        <source>The first board of each slot and day is proven against a wrong plan and has to go red.</source>
        <translation>Die erste Platine je Platz und Tag wird gegen einen falschen Plan geprüft und muss rot werden.</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>Freihändig</translation>
    </message>
    <message>
        <source>A board that is put in starts by itself.</source>
        <translation>Eine eingelegte Platine startet von selbst.</translation>
    </message>
    <message>
        <source>Work order prefix</source>
        <translation>Präfix des Auftrags</translation>
    </message>
    <message>
        <source>A label that begins with this names the work order. Empty = none does.</source>
        <translation>Ein Etikett, das so beginnt, nennt den Auftrag. Leer = keines.</translation>
    </message>
    <message>
        <source>Target per shift</source>
        <translation>Ziel je Schicht</translation>
    </message>
    <message>
        <source>Units that a shift is to pass. 0 = no target.</source>
        <translation>Einheiten, die eine Schicht bestehen soll. 0 = kein Ziel.</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Dark grounds when the station starts.</source>
        <translation>Dunkle Flächen, wenn die Station startet.</translation>
    </message>
    <message>
        <source>Letters, percent</source>
        <translation>Schrift, Prozent</translation>
    </message>
    <message>
        <source>Of the usual size when the station starts, 100 to 150.</source>
        <translation>Der üblichen Größe beim Start der Station, 100 bis 150.</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>Ordner für Exporte</translation>
    </message>
    <message>
        <source>Where files go that are exported at the screen. Empty = exports in the data folder.</source>
        <translation>Wohin Dateien kommen, die am Bildschirm exportiert werden. Leer = exports im Datenordner.</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Ordner für Sicherungen</translation>
    </message>
    <message>
        <source>On another disk. Each copy is a new file there, and none is ever removed.</source>
        <translation>Auf einer anderen Platte. Jede Kopie ist dort eine neue Datei, und keine wird je entfernt.</translation>
    </message>
    <message>
        <source>Time of the backup</source>
        <translation>Zeit der Sicherung</translation>
    </message>
    <message>
        <source>Each day at this time, such as 02:00, while the line goes on.</source>
        <translation>Täglich zu dieser Zeit, etwa 02:00, während die Linie arbeitet.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Nobody signs in</source>
        <translation>Niemand meldet sich an</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Taken. The line opens anew.</source>
        <translation>Übernommen. Die Linie öffnet neu.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>No folder for backups is set: [backup] folder in the settings.</source>
        <translation>Kein Ordner für Sicherungen ist gesetzt: [backup] folder in den Einstellungen.</translation>
    </message>
    <message>
        <source>Each day at %1 into %2.</source>
        <translation>Täglich um %1 nach %2.</translation>
    </message>
    <message>
        <source>No folder is set</source>
        <translation>Kein Ordner gesetzt</translation>
    </message>
    <message>
        <source>Verifying the copy …</source>
        <translation>Die Kopie wird geprüft …</translation>
    </message>
    <message>
        <source>Copying the records …</source>
        <translation>Die Aufzeichnungen werden kopiert …</translation>
    </message>
    <message>
        <source>Copied and verified: %1 entries are in %2.</source>
        <translation>Kopiert und geprüft: %1 Einträge sind in %2.</translation>
    </message>
    <message>
        <source>%1 entries, by %2</source>
        <translation>%1 Einträge, von %2</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Station key</source>
        <translation>Stationsschlüssel</translation>
    </message>
    <message>
        <source>Release authority</source>
        <translation>Freigabestelle</translation>
    </message>
    <message>
        <source>Loaders</source>
        <translation>Ladeprogramme</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Prüfung läuft …</translation>
    </message>
    <message>
        <source>The station is fit.</source>
        <translation>Die Station ist einsatzbereit.</translation>
    </message>
    <message>
        <source>%1 of %2 points are not as they should be.</source>
        <translation>%1 von %2 Punkten sind nicht, wie sie sein sollen.</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>Jemanden hinzufügen</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>Andere Rolle</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>New badge</source>
        <translation>Neuer Ausweis</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Retire for ever</source>
        <translation>Für immer ausscheiden</translation>
    </message>
    <message>
        <source>Nobody signs in in training</source>
        <translation>Im Training meldet sich niemand an</translation>
    </message>
    <message>
        <source>Nobody signs in: see the settings</source>
        <translation>Niemand meldet sich an: siehe Einstellungen</translation>
    </message>
    <message>
        <source>%1 is %2 here now.</source>
        <translation>%1 ist hier jetzt: %2.</translation>
    </message>
    <message>
        <source>%1 has retired.</source>
        <translation>%1 ist ausgeschieden.</translation>
    </message>
    <message>
        <source>%1 may try again.</source>
        <translation>%1 darf es wieder versuchen.</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 ist geändert.</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>ausgeschieden</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Ausweis</translation>
    </message>
    <message>
        <source>on a stick</source>
        <translation>auf einem Stick</translation>
    </message>
    <message>
        <source>%1 %2 is on the shelf now. It is not active yet.</source>
        <translation>%1 %2 ist jetzt eingespielt. Aktiv ist es noch nicht.</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>one page to sign, PDF</source>
        <translation>eine Seite zum Unterschreiben, PDF</translation>
    </message>
    <message>
        <source>The shift report is %1, with its manifest beside it.</source>
        <translation>Der Schichtbericht ist %1, mit seinem Manifest daneben.</translation>
    </message>
    <message>
        <source>%1: no units</source>
        <translation>%1: keine Einheiten</translation>
    </message>
    <message>
        <source>%1: %2, %3; limits %4 to %5</source>
        <translation>%1: %2, %3; Grenzen %4 bis %5</translation>
    </message>
    <message>
        <source>Outside the limits</source>
        <translation>Außerhalb der Grenzen</translation>
    </message>
    <message>
        <source>n = units first seen in the hour</source>
        <translation>n = Einheiten, die in der Stunde zuerst kamen</translation>
    </message>
    <message>
        <source>n = units first seen on the day</source>
        <translation>n = Einheiten, die an dem Tag zuerst kamen</translation>
    </message>
    <message>
        <source>Centre line p = %1 = %2. Limits = p ± 3·√(p·(1 − p) / n), %3: few units have wide limits, none are a gap.</source>
        <translation>Mittellinie p = %1 = %2. Grenzen = p ± 3·√(p·(1 − p) / n), %3: wenige Einheiten haben weite Grenzen, keine sind eine Lücke.</translation>
    </message>
    <message>
        <source>No point is outside the limits.</source>
        <translation>Kein Punkt liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>Outside the limits: %1</source>
        <translation>Außerhalb der Grenzen: %1</translation>
    </message>
    <message>
        <source>Board without a name</source>
        <translation>Platine ohne Namen</translation>
    </message>
    <message>
        <source>%1 units, %2 of them passed at their first attempt</source>
        <translation>%1 Einheiten, davon %2 im ersten Versuch bestanden</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them passed</source>
        <translation>%1 Versuche, davon %2 bestanden</translation>
    </message>
    <message>
        <source>and %1 more, which are older</source>
        <translation>und %1 weitere, die älter sind</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Units first seen: %1</source>
        <translation>Einheiten, die zuerst kamen: %1</translation>
    </message>
    <message>
        <source>Put the golden board in</source>
        <translation>Referenzplatine einlegen</translation>
    </message>
    <message>
        <source>Put the golden board into slot %1.</source>
        <translation>Referenzplatine in Platz %1 einlegen.</translation>
    </message>
    <message>
        <source>Put the golden board into slots %1, one after the other.</source>
        <translation>Referenzplatine nacheinander in die Plätze %1 einlegen.</translation>
    </message>
    <message>
        <source>The scanner is not there. Check its cable, or type the numbers.</source>
        <translation>Der Scanner ist nicht da. Kabel prüfen oder die Nummern eintippen.</translation>
    </message>
    <message>
        <source>Volume, percent</source>
        <translation>Lautstärke, Prozent</translation>
    </message>
    <message>
        <source>Of the sounds when the station starts. 0 = silent.</source>
        <translation>Der Töne beim Start der Station. 0 = stumm.</translation>
    </message>
    <message>
        <source>Foot switch</source>
        <translation>Fußschalter</translation>
    </message>
    <message>
        <source>The key that it sends, such as F13 or PgDown: none that may stand in a label.</source>
        <translation>Die Taste, die er sendet, etwa F13 oder PgDown: keine, die auf einem Etikett stehen kann.</translation>
    </message>
    <message>
        <source>Bound scanner</source>
        <translation>Fester Scanner</translation>
    </message>
    <message>
        <source>Its event device below /dev/input/by-id. Empty = labels come as from a keyboard.</source>
        <translation>Sein Ereignisgerät unter /dev/input/by-id. Leer = Etiketten kommen wie von einer Tastatur.</translation>
    </message>
    <message>
        <source>Prefix of the scanner</source>
        <translation>Vorsatz des Scanners</translation>
    </message>
    <message>
        <source>What the scanner puts before each label. What comes without it is refused.</source>
        <translation>Was der Scanner vor jedes Etikett setzt. Was ohne es kommt, wird abgewiesen.</translation>
    </message>
    <message>
        <source>Suffix of the scanner</source>
        <translation>Nachsatz des Scanners</translation>
    </message>
    <message>
        <source>What the scanner puts after each label, before its Enter.</source>
        <translation>Was der Scanner hinter jedes Etikett setzt, vor seinem Enter.</translation>
    </message>
    <message>
        <source>Pattern of labels</source>
        <translation>Muster der Etiketten</translation>
    </message>
    <message>
        <source>Every scanned text has to look like this regular expression; badges too. Empty = anything.</source>
        <translation>Jeder gescannte Text muss wie dieser reguläre Ausdruck aussehen, auch Ausweise. Leer = alles.</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>TRAINING – virtual boards, nothing here counts</source>
        <translation>ÜBUNG – virtuelle Platinen, nichts davon zählt</translation>
    </message>
</context>
<context>
    <name>StationHeader</name>
    <message>
        <source>Engine</source>
        <translation>Steuerung</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>Steuerung steht</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Keine Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>EntryField</name>
    <message>
        <source>Serial number by hand</source>
        <translation>Seriennummer von Hand</translation>
    </message>
</context>
<context>
    <name>RecipeColumn</name>
    <message>
        <source>Order %1</source>
        <translation>Auftrag %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>Last units</source>
        <translation>Letzte Einheiten</translation>
    </message>
    <message>
        <source>START ALL: %1</source>
        <translation>ALLE STARTEN: %1</translation>
    </message>
    <message>
        <source>START ALL</source>
        <translation>ALLE STARTEN</translation>
    </message>
    <message>
        <source>%1 refused presses</source>
        <translation>%1 abgewiesene Drücke</translation>
    </message>
    <message>
        <source>%1 without a name</source>
        <translation>%1 ohne Namen</translation>
    </message>
    <message>
        <source>first pass</source>
        <translation>beim ersten Mal</translation>
    </message>
</context>
<context>
    <name>SlotTile</name>
    <message>
        <source>Receipt %1</source>
        <translation>Beleg %1</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Übung</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>NO ANSWER</source>
        <translation>KEINE ANTWORT</translation>
    </message>
</context>
<context>
    <name>MenuPanel</name>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Ausbeute</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Text %1 %</source>
        <translation>Schrift %1 %</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Anzeige</translation>
    </message>
    <message>
        <source>Sound %1 %</source>
        <translation>Ton %1 %</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Ton aus</translation>
    </message>
</context>
<context>
    <name>BottomLine</name>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Ausbeute</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>OverridePage</name>
    <message>
        <source>What shall be allowed? It goes on record with your name and your reason.</source>
        <translation>Was soll erlaubt werden? Es wird mit Name und Grund aufgezeichnet.</translation>
    </message>
    <message>
        <source>Which slot?</source>
        <translation>Welcher Platz?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>A slot and a reason are needed</source>
        <translation>Platz und Grund fehlen noch</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN of %1</source>
        <translation>PIN von %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Bytes of files</source>
        <translation>Bytes der Dateien</translation>
    </message>
    <message>
        <source>Bytes proven</source>
        <translation>Bytes bewiesen</translation>
    </message>
    <message>
        <source>Chip UID</source>
        <translation>UID des Chips</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>DEV_ID, REV_ID</source>
        <translation>DEV_ID, REV_ID</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>Die</translation>
    </message>
    <message>
        <source>Digest by the chip</source>
        <translation>Prüfsumme vom Chip</translation>
    </message>
    <message>
        <source>Digest expected</source>
        <translation>Prüfsumme erwartet</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Fault's note</source>
        <translation>Anmerkung zum Fehler</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Leaf of the last</source>
        <translation>Blatt des letzten</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>Nonce</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Probe firmware</source>
        <translation>Firmware des Adapters</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Programmed</source>
        <translation>Programmiert</translation>
    </message>
    <message>
        <source>Protection before</source>
        <translation>Schutz davor</translation>
    </message>
    <message>
        <source>Proven by</source>
        <translation>Bewiesen durch</translation>
    </message>
    <message>
        <source>Read protection</source>
        <translation>Leseschutz</translation>
    </message>
    <message>
        <source>Read-back SHA-256</source>
        <translation>SHA-256 zurückgelesen</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Recipe SHA-256</source>
        <translation>SHA-256 des Rezepts</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Freigegeben von</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Rework allowed</source>
        <translation>Nacharbeit erlaubt</translation>
    </message>
    <message>
        <source>SWD clock</source>
        <translation>SWD-Takt</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Serial from</source>
        <translation>Seriennummer aus</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Start shown</source>
        <translation>Start gezeigt</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Gestartet von</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Versorgung</translation>
    </message>
    <message>
        <source>USB port</source>
        <translation>USB-Anschluss</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Unit's bytes SHA-256</source>
        <translation>SHA-256 der Einheit</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Words sampled</source>
        <translation>Wörter als Stichprobe</translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation>Ausbeute im ersten Versuch</translation>
    </message>
    <message>
        <source>Final yield</source>
        <translation>Endausbeute</translation>
    </message>
    <message>
        <source>Attempt yield</source>
        <translation>Ausbeute der Versuche</translation>
    </message>
    <message>
        <source>Retest rate</source>
        <translation>Wiederholungsrate</translation>
    </message>
    <message>
        <source>No trouble found</source>
        <translation>Kein Fehler gefunden</translation>
    </message>
    <message>
        <source>Rolled throughput</source>
        <translation>Durchsatzausbeute über alle Schritte</translation>
    </message>
    <message>
        <source>Work order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>units whose first attempt ever passed / units first seen in this time</source>
        <translation>Einheiten, deren allererster Versuch bestanden wurde / Einheiten, die in dieser Zeit zum ersten Mal gesehen wurden</translation>
    </message>
    <message>
        <source>of the same units, those whose last attempt passed</source>
        <translation>von denselben Einheiten die, deren letzter Versuch bestanden wurde</translation>
    </message>
    <message>
        <source>attempts that passed / all attempts in this time</source>
        <translation>bestandene Versuche / alle Versuche in dieser Zeit</translation>
    </message>
    <message>
        <source>units with more than one attempt / units</source>
        <translation>Einheiten mit mehr als einem Versuch / Einheiten</translation>
    </message>
    <message>
        <source>units that passed at the second attempt, same board, no repair / units that failed first</source>
        <translation>Einheiten, die im zweiten Versuch bestanden, gleiche Platine, ohne Reparatur / Einheiten, die zuerst nicht bestanden</translation>
    </message>
    <message>
        <source>product over the stages of first attempts that passed each</source>
        <translation>Produkt über die Schritte: Anteil der ersten Versuche, die ihn bestanden</translation>
    </message>
    <message>
        <source>Golden board</source>
        <translation>Referenzplatine</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Scan or type a serial number or UID</source>
        <translation>Seriennummer oder UID scannen oder tippen</translation>
    </message>
    <message>
        <source>Whose record shall be shown?</source>
        <translation>Wessen Akte soll gezeigt werden?</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Die Aufzeichnung wird durchsucht …</translation>
    </message>
    <message>
        <source>Writing the certificate …</source>
        <translation>Das Zertifikat wird geschrieben …</translation>
    </message>
    <message>
        <source>Back to the record</source>
        <translation>Zurück zur Aufzeichnung</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Verify all records</source>
        <translation>Alle Aufzeichnungen prüfen</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Die Aufzeichnung wird durchsucht …</translation>
    </message>
    <message>
        <source>First digits of a file's SHA-256</source>
        <translation>Erste Stellen der SHA-256 einer Datei</translation>
    </message>
    <message>
        <source>Which file shall be looked for? Choose one that ran, or type.</source>
        <translation>Welche Datei soll gesucht werden? Eine wählen, die lief, oder tippen.</translation>
    </message>
</context>
<context>
    <name>AttemptRow</name>
    <message>
        <source>Slot %1, %2</source>
        <translation>Platz %1, %2</translation>
    </message>
</context>
<context>
    <name>YieldPage</name>
    <message>
        <source>Counting …</source>
        <translation>Es wird gezählt …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
</context>
<context>
    <name>YieldFigures</name>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
</context>
<context>
    <name>YieldBars</name>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>In dieser Zeit wurde nichts gefertigt.</translation>
    </message>
</context>
<context>
    <name>FaultBars</name>
    <message>
        <source>What went wrong most</source>
        <translation>Was am häufigsten schiefging</translation>
    </message>
    <message>
        <source>No attempt failed in this time.</source>
        <translation>In dieser Zeit ist kein Versuch misslungen.</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them first ones; %3, with those above %4</source>
        <translation>%1 Versuche, davon %2 erste; %3, mit denen darüber %4</translation>
    </message>
</context>
<context>
    <name>SlotFaults</name>
    <message>
        <source>Faults by slot</source>
        <translation>Fehler nach Platz</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Platz</translation>
    </message>
</context>
<context>
    <name>RecallAnswer</name>
    <message>
        <source>units carry it now</source>
        <translation>Einheiten tragen sie jetzt</translation>
    </message>
    <message>
        <source>more were given it once</source>
        <translation>weitere hatten sie einmal</translation>
    </message>
    <message>
        <source>attempts on boards that are no units (drills, refused, without a name)</source>
        <translation>Versuche an Platinen, die keine Einheiten sind (Übungsfehler, abgewiesen, ohne Namen)</translation>
    </message>
    <message>
        <source>carries it</source>
        <translation>trägt sie</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>Platz %1</translation>
    </message>
</context>
<context>
    <name>RecipePage</name>
    <message>
        <source>Reading and checking the recipes …</source>
        <translation>Rezepte werden gelesen und geprüft …</translation>
    </message>
    <message>
        <source>Make it the active recipe</source>
        <translation>Zum aktiven Rezept machen</translation>
    </message>
    <message>
        <source>Bring it in</source>
        <translation>Einspielen</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who are you? Your PIN comes next.</source>
        <translation>Wer sind Sie? Danach kommt Ihre PIN.</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Die Aufzeichnung wird durchsucht …</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export: %1</source>
        <translation>Export: %1</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Weitere Datei</translation>
    </message>
</context>
<context>
    <name>AuditSheet</name>
    <message>
        <source>Verifying …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Slots and probes</source>
        <translation>Plätze und Adapter</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>ProbeSection</name>
    <message>
        <source>Say which socket is which slot</source>
        <translation>Zuordnen, welcher Anschluss welcher Platz ist</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>These are all</source>
        <translation>Das sind alle</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Choose a setting.</source>
        <translation>Eine Einstellung wählen.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Take this value</source>
        <translation>Diesen Wert übernehmen</translation>
    </message>
</context>
<context>
    <name>CrewSection</name>
    <message>
        <source>Add somebody</source>
        <translation>Jemanden hinzufügen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Badge: scan it now</source>
        <translation>Ausweis: jetzt scannen</translation>
    </message>
    <message>
        <source>PIN, 6 characters or more</source>
        <translation>PIN, mindestens 6 Zeichen</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>Dieselbe PIN noch einmal</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Festhalten</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>No copy is on record yet.</source>
        <translation>Noch keine Kopie ist verzeichnet.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>Jetzt eine Kopie machen</translation>
    </message>
</context>
<context>
    <name>CheckSection</name>
    <message>
        <source>Trust, disk, records, people, key and probes are looked at. The line goes on meanwhile.</source>
        <translation>Freigabestelle, Platte, Aufzeichnungen, Personen, Schlüssel und Adapter werden geprüft. Die Linie arbeitet weiter.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Test the station</source>
        <translation>Station prüfen</translation>
    </message>
</context>
<context>
    <name>LogSection</name>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Only lines with these words</source>
        <translation>Nur Zeilen mit diesen Wörtern</translation>
    </message>
    <message>
        <source>No such line was logged.</source>
        <translation>Keine solche Zeile im Protokoll.</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>First-pass yield over time</source>
        <translation>Ausbeute im ersten Versuch im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>In dieser Zeit wurde nichts gefertigt.</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>innerhalb</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>außerhalb</translation>
    </message>
    <message>
        <source>between the limits</source>
        <translation>zwischen den Grenzen</translation>
    </message>
    <message>
        <source>centre line</source>
        <translation>Mittellinie</translation>
    </message>
    <message>
        <source>Touch a point, a bar or a number to see its units.</source>
        <translation>Punkt, Balken oder Zahl berühren, um die Einheiten zu sehen.</translation>
    </message>
</context>
<context>
    <name>BehindList</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Die Aufzeichnung wird durchsucht …</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
</TS>
