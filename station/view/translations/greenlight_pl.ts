<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en">
<context>
    <name>Fault</name>
    <message>
        <source>There is no probe at this slot's USB port.</source>
        <translation>Na porcie USB tego gniazda nie ma programatora.</translation>
    </message>
    <message>
        <source>Call the supervisor: the probe of this slot is unplugged.</source>
        <translation>Wezwij brygadzistę: programator tego gniazda jest odłączony.</translation>
    </message>
    <message>
        <source>The probe lost its USB connection while it was working.</source>
        <translation>Programator stracił połączenie USB w czasie pracy.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Call the supervisor to check the cable.</source>
        <translation>Włóż płytkę do czerwonego pojemnika. Wezwij brygadzistę, by sprawdził kabel.</translation>
    </message>
    <message>
        <source>The probe stopped answering.</source>
        <translation>Programator przestał odpowiadać.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Second time: call the supervisor.</source>
        <translation>Włóż płytkę do czerwonego pojemnika. Za drugim razem: wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The probe refused a USB transfer.</source>
        <translation>Programator odmówił transferu USB.</translation>
    </message>
    <message>
        <source>The probe sent an incomplete answer.</source>
        <translation>Programator przysłał niepełną odpowiedź.</translation>
    </message>
    <message>
        <source>The probe sent more than it was asked for.</source>
        <translation>Programator przysłał więcej, niż żądano.</translation>
    </message>
    <message>
        <source>Another program is using this probe.</source>
        <translation>Inny program używa tego programatora.</translation>
    </message>
    <message>
        <source>Call the supervisor: close the other program.</source>
        <translation>Wezwij brygadzistę: trzeba zamknąć drugi program.</translation>
    </message>
    <message>
        <source>The station may not open this probe.</source>
        <translation>Stacji nie wolno otworzyć tego programatora.</translation>
    </message>
    <message>
        <source>Call the engineer: the USB permission rules are not installed.</source>
        <translation>Wezwij inżyniera: brak reguł uprawnień USB.</translation>
    </message>
    <message>
        <source>The USB transfer failed.</source>
        <translation>Transfer USB nie powiódł się.</translation>
    </message>
    <message>
        <source>The firmware of this probe is too old.</source>
        <translation>Oprogramowanie tego programatora jest za stare.</translation>
    </message>
    <message>
        <source>Call the supervisor. Do not use this slot.</source>
        <translation>Wezwij brygadzistę. Nie używaj tego gniazda.</translation>
    </message>
    <message>
        <source>The probe is stuck in a mode that cannot program.</source>
        <translation>Programator utknął w trybie, w którym nie może programować.</translation>
    </message>
    <message>
        <source>Call the supervisor: unplug the probe and plug it in again.</source>
        <translation>Wezwij brygadzistę: odłącz programator i podłącz go ponownie.</translation>
    </message>
    <message>
        <source>The probe does not know a command it must know.</source>
        <translation>Programator nie zna polecenia, które musi znać.</translation>
    </message>
    <message>
        <source>The probe gave an impossible answer.</source>
        <translation>Programator dał niemożliwą odpowiedź.</translation>
    </message>
    <message>
        <source>Another probe than the expected one is plugged into this slot's port.</source>
        <translation>W porcie tego gniazda jest inny programator niż oczekiwany.</translation>
    </message>
    <message>
        <source>The probe refused a command.</source>
        <translation>Programator odmówił polecenia.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor if it happens again.</source>
        <translation>Włóż płytkę do czerwonego pojemnika; jeśli się powtórzy, wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The supply voltage of the board is outside the allowed window.</source>
        <translation>Napięcie zasilania płytki jest poza dozwolonym zakresem.</translation>
    </message>
    <message>
        <source>Take the board out, put it back firmly, press Start. Second time: red bin.</source>
        <translation>Wyjmij płytkę, włóż ją mocno, naciśnij Start. Za drugim razem: czerwony pojemnik.</translation>
    </message>
    <message>
        <source>The board does not answer.</source>
        <translation>Płytka nie odpowiada.</translation>
    </message>
    <message>
        <source>The chip stayed busy for too long.</source>
        <translation>Układ był zajęty zbyt długo.</translation>
    </message>
    <message>
        <source>The chip refused an access.</source>
        <translation>Układ odmówił dostępu.</translation>
    </message>
    <message>
        <source>The connection to the board has transmission errors.</source>
        <translation>Połączenie z płytką ma błędy transmisji.</translation>
    </message>
    <message>
        <source>The connection to the chip failed.</source>
        <translation>Połączenie z układem nie powiodło się.</translation>
    </message>
    <message>
        <source>The debug port of the chip did not power up.</source>
        <translation>Port debugowania układu nie włączył się.</translation>
    </message>
    <message>
        <source>The connection to the board is not reliable.</source>
        <translation>Połączenie z płytką jest niepewne.</translation>
    </message>
    <message>
        <source>The probe could not open the chip's access port.</source>
        <translation>Programator nie mógł otworzyć portu dostępu układu.</translation>
    </message>
    <message>
        <source>The chip did not reset when told to.</source>
        <translation>Układ nie zresetował się na polecenie.</translation>
    </message>
    <message>
        <source>The chip did not stop when told to.</source>
        <translation>Układ nie zatrzymał się na polecenie.</translation>
    </message>
    <message>
        <source>The chip's core did not hand over a register.</source>
        <translation>Rdzeń układu nie podał rejestru.</translation>
    </message>
    <message>
        <source>The chip's core is locked up.</source>
        <translation>Rdzeń układu jest zablokowany.</translation>
    </message>
    <message>
        <source>The probe refused an unaligned access.</source>
        <translation>Programator odmówił niewyrównanego dostępu.</translation>
    </message>
    <message>
        <source>The probe refused the SWD clock speed.</source>
        <translation>Programator odmówił częstotliwości zegara SWD.</translation>
    </message>
    <message>
        <source>A clock inside the chip did not become ready.</source>
        <translation>Zegar wewnątrz układu nie był gotowy.</translation>
    </message>
    <message>
        <source>This chip type is not known.</source>
        <translation>Ten typ układu nie jest znany.</translation>
    </message>
    <message>
        <source>Wrong board? Compare with the work order, then red bin.</source>
        <translation>Zła płytka? Porównaj ze zleceniem, potem czerwony pojemnik.</translation>
    </message>
    <message>
        <source>The chip's identity could not be read properly.</source>
        <translation>Nie udało się poprawnie odczytać tożsamości układu.</translation>
    </message>
    <message>
        <source>This chip is not the one the recipe is for.</source>
        <translation>To nie jest układ, dla którego jest receptura.</translation>
    </message>
    <message>
        <source>The chip reports an impossible flash size.</source>
        <translation>Układ podaje niemożliwy rozmiar pamięci flash.</translation>
    </message>
    <message>
        <source>Put the board into the red bin.</source>
        <translation>Włóż płytkę do czerwonego pojemnika.</translation>
    </message>
    <message>
        <source>The chip's unique number is not plausible.</source>
        <translation>Unikalny numer układu jest niewiarygodny.</translation>
    </message>
    <message>
        <source>The board was changed while it was being programmed.</source>
        <translation>Płytkę zmieniono podczas programowania.</translation>
    </message>
    <message>
        <source>Put both boards into the red bin and call the supervisor.</source>
        <translation>Włóż obie płytki do czerwonego pojemnika i wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The new firmware did not show itself after its start.</source>
        <translation>Nowe oprogramowanie nie zgłosiło się po starcie.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory reported an error.</source>
        <translation>Loader receptury dla pamięci zgłosił błąd.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory wrote where it must not.</source>
        <translation>Loader receptury dla pamięci pisał tam, gdzie nie wolno.</translation>
    </message>
    <message>
        <source>A part of the chip's flash was changed that had to stay as it was.</source>
        <translation>Zmieniła się część pamięci flash, która miała pozostać bez zmian.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory is malformed.</source>
        <translation>Loader receptury dla pamięci ma zły format.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory does not fit into the chip.</source>
        <translation>Loader receptury dla pamięci nie mieści się w układzie.</translation>
    </message>
    <message>
        <source>The serial numbers of this recipe are used up.</source>
        <translation>Numery seryjne tej receptury się wyczerpały.</translation>
    </message>
    <message>
        <source>This slot was locked after several failures in a row.</source>
        <translation>To gniazdo zablokowano po kilku błędach z rzędu.</translation>
    </message>
    <message>
        <source>Use another slot and call the supervisor.</source>
        <translation>Użyj innego gniazda i wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>This was the drill: the slot found the fault that was put in on purpose.</source>
        <translation>To było ćwiczenie: gniazdo znalazło celowo wstawiony błąd.</translation>
    </message>
    <message>
        <source>Leave the board in and press Start.</source>
        <translation>Zostaw płytkę i naciśnij Start.</translation>
    </message>
    <message>
        <source>The slot did not find a fault that was put in on purpose.</source>
        <translation>Gniazdo nie znalazło celowo wstawionego błędu.</translation>
    </message>
    <message>
        <source>The recipe&apos;s table of unit data is malformed.</source>
        <translation>Tabela danych sztuk w recepturze ma zły format.</translation>
    </message>
    <message>
        <source>The check digit of this serial number is wrong.</source>
        <translation>Cyfra kontrolna tego numeru seryjnego jest błędna.</translation>
    </message>
    <message>
        <source>Scan the label again; if it was typed, compare every digit.</source>
        <translation>Zeskanuj etykietę ponownie; jeśli wpisano, porównaj każdą cyfrę.</translation>
    </message>
    <message>
        <source>The recipe has no data for this serial number.</source>
        <translation>Receptura nie ma danych dla tego numeru seryjnego.</translation>
    </message>
    <message>
        <source>The chip is read-protected.</source>
        <translation>Układ jest chroniony przed odczytem.</translation>
    </message>
    <message>
        <source>Already programmed? Call the supervisor.</source>
        <translation>Już zaprogramowany? Wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>Part of the chip's flash is write-protected.</source>
        <translation>Część pamięci flash układu jest chroniona przed zapisem.</translation>
    </message>
    <message>
        <source>The chip does not look like a genuine STM32.</source>
        <translation>Układ nie wygląda na oryginalny STM32.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor.</source>
        <translation>Włóż płytkę do czerwonego pojemnika i wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The processor core does not belong to this chip type.</source>
        <translation>Rdzeń procesora nie należy do tego typu układu.</translation>
    </message>
    <message>
        <source>The chip's option bytes are not as the recipe expects.</source>
        <translation>Bajty opcji układu nie są takie, jakich oczekuje receptura.</translation>
    </message>
    <message>
        <source>The loader in the chip's memory does not read back as it was written.</source>
        <translation>Loader w pamięci układu czyta się inaczej, niż został zapisany.</translation>
    </message>
    <message>
        <source>The loader did not start in the chip.</source>
        <translation>Loader nie uruchomił się w układzie.</translation>
    </message>
    <message>
        <source>The loader in the chip stopped answering.</source>
        <translation>Loader w układzie przestał odpowiadać.</translation>
    </message>
    <message>
        <source>The loader in the chip crashed.</source>
        <translation>Loader w układzie uległ awarii.</translation>
    </message>
    <message>
        <source>The flash of the chip did not unlock.</source>
        <translation>Pamięć flash układu nie odblokowała się.</translation>
    </message>
    <message>
        <source>The chip reported an error while erasing.</source>
        <translation>Układ zgłosił błąd podczas kasowania.</translation>
    </message>
    <message>
        <source>Erasing took far too long.</source>
        <translation>Kasowanie trwało o wiele za długo.</translation>
    </message>
    <message>
        <source>The flash is not empty after erasing.</source>
        <translation>Pamięć flash nie jest pusta po kasowaniu.</translation>
    </message>
    <message>
        <source>The chip reported an error while programming.</source>
        <translation>Układ zgłosił błąd podczas programowania.</translation>
    </message>
    <message>
        <source>Programming took far too long.</source>
        <translation>Programowanie trwało o wiele za długo.</translation>
    </message>
    <message>
        <source>The chip refused to change a protected part of its flash.</source>
        <translation>Układ odmówił zmiany chronionej części pamięci flash.</translation>
    </message>
    <message>
        <source>The chip did not confirm every byte it was given.</source>
        <translation>Układ nie potwierdził każdego otrzymanego bajtu.</translation>
    </message>
    <message>
        <source>Data arrived damaged in the chip's memory.</source>
        <translation>Dane dotarły uszkodzone do pamięci układu.</translation>
    </message>
    <message>
        <source>The supply voltage of the board dropped while it was being programmed.</source>
        <translation>Napięcie zasilania płytki spadło podczas programowania.</translation>
    </message>
    <message>
        <source>What is in the chip is not what was to be programmed.</source>
        <translation>W układzie jest coś innego, niż miało być zaprogramowane.</translation>
    </message>
    <message>
        <source>The chip's flash reads back differently from the plan.</source>
        <translation>Pamięć flash układu czyta się inaczej, niż zaplanowano.</translation>
    </message>
    <message>
        <source>The spot check through the debug port contradicts the plan.</source>
        <translation>Próbka przez port debugowania przeczy planowi.</translation>
    </message>
    <message>
        <source>The checking routine does not read back as it was written.</source>
        <translation>Procedura sprawdzająca czyta się inaczej, niż została zapisana.</translation>
    </message>
    <message>
        <source>The flash could not be checked.</source>
        <translation>Nie udało się sprawdzić pamięci flash.</translation>
    </message>
    <message>
        <source>The proof for this board is not complete.</source>
        <translation>Dowód dla tej płytki jest niepełny.</translation>
    </message>
    <message>
        <source>The chip's option bytes could not be written.</source>
        <translation>Nie udało się zapisać bajtów opcji układu.</translation>
    </message>
    <message>
        <source>The read protection is set but does not protect.</source>
        <translation>Ochrona przed odczytem jest ustawiona, ale nie chroni.</translation>
    </message>
    <message>
        <source>The read protection could not be removed.</source>
        <translation>Nie udało się zdjąć ochrony przed odczytem.</translation>
    </message>
    <message>
        <source>A file could not be read.</source>
        <translation>Nie udało się odczytać pliku.</translation>
    </message>
    <message>
        <source>Call the engineer. Nothing was written to the board.</source>
        <translation>Wezwij inżyniera. Na płytce niczego nie zapisano.</translation>
    </message>
    <message>
        <source>The firmware file is malformed.</source>
        <translation>Plik firmware ma zły format.</translation>
    </message>
    <message>
        <source>A checksum inside the firmware file is wrong.</source>
        <translation>Suma kontrolna w pliku firmware jest błędna.</translation>
    </message>
    <message>
        <source>The firmware file ends too early.</source>
        <translation>Plik firmware kończy się za wcześnie.</translation>
    </message>
    <message>
        <source>The firmware file writes the same address twice.</source>
        <translation>Plik firmware zapisuje dwa razy ten sam adres.</translation>
    </message>
    <message>
        <source>The firmware does not fit into the chip's flash.</source>
        <translation>Firmware nie mieści się w pamięci flash układu.</translation>
    </message>
    <message>
        <source>The firmware file contains no data.</source>
        <translation>Plik firmware nie zawiera danych.</translation>
    </message>
    <message>
        <source>A file is larger than allowed.</source>
        <translation>Plik jest większy, niż wolno.</translation>
    </message>
    <message>
        <source>The firmware file is not the one that was released.</source>
        <translation>Plik firmware nie jest tym, który zwolniono.</translation>
    </message>
    <message>
        <source>The recipe is malformed.</source>
        <translation>Receptura ma zły format.</translation>
    </message>
    <message>
        <source>The recipe contains an invalid value.</source>
        <translation>Receptura zawiera niepoprawną wartość.</translation>
    </message>
    <message>
        <source>The recipe is not signed.</source>
        <translation>Receptura nie jest podpisana.</translation>
    </message>
    <message>
        <source>The signature of the recipe is not valid.</source>
        <translation>Podpis receptury jest nieważny.</translation>
    </message>
    <message>
        <source>The release of this recipe is not valid yet.</source>
        <translation>Zwolnienie tej receptury jeszcze nie obowiązuje.</translation>
    </message>
    <message>
        <source>The release of this recipe has expired.</source>
        <translation>Zwolnienie tej receptury wygasło.</translation>
    </message>
    <message>
        <source>The recipe has too few release signatures.</source>
        <translation>Receptura ma za mało podpisów zwalniających.</translation>
    </message>
    <message>
        <source>The list of people who may release recipes cannot be read.</source>
        <translation>Nie można odczytać listy osób, które mogą zwalniać receptury.</translation>
    </message>
    <message>
        <source>This board has no serial number yet.</source>
        <translation>Ta płytka nie ma jeszcze numeru seryjnego.</translation>
    </message>
    <message>
        <source>Scan the label of the board, then press Start.</source>
        <translation>Zeskanuj etykietę płytki, potem naciśnij Start.</translation>
    </message>
    <message>
        <source>This is not a serial number of this product.</source>
        <translation>To nie jest numer seryjny tego produktu.</translation>
    </message>
    <message>
        <source>Scan the label of the board in this slot.</source>
        <translation>Zeskanuj etykietę płytki w tym gnieździe.</translation>
    </message>
    <message>
        <source>This serial number was already used for another board.</source>
        <translation>Tego numeru seryjnego użyto już dla innej płytki.</translation>
    </message>
    <message>
        <source>Set the board aside and call the supervisor: the label is wrong.</source>
        <translation>Odłóż płytkę i wezwij brygadzistę: etykieta jest zła.</translation>
    </message>
    <message>
        <source>This board was already programmed under another serial number.</source>
        <translation>Tę płytkę zaprogramowano już z innym numerem seryjnym.</translation>
    </message>
    <message>
        <source>The same board is still in the slot.</source>
        <translation>Ta sama płytka jest nadal w gnieździe.</translation>
    </message>
    <message>
        <source>Take the board out and put in the next one.</source>
        <translation>Wyjmij płytkę i włóż następną.</translation>
    </message>
    <message>
        <source>This slot is already working.</source>
        <translation>To gniazdo już pracuje.</translation>
    </message>
    <message>
        <source>Wait for the result. The press was counted and did nothing.</source>
        <translation>Czekaj na wynik. Naciśnięcie policzono i nic nie zrobiło.</translation>
    </message>
    <message>
        <source>No recipe is active.</source>
        <translation>Żadna receptura nie jest aktywna.</translation>
    </message>
    <message>
        <source>Call the engineer.</source>
        <translation>Wezwij inżyniera.</translation>
    </message>
    <message>
        <source>The attempt was stopped.</source>
        <translation>Próbę zatrzymano.</translation>
    </message>
    <message>
        <source>The station stopped in the middle of this board.</source>
        <translation>Stacja zatrzymała się w trakcie tej płytki.</translation>
    </message>
    <message>
        <source>Treat the board as bad: red bin.</source>
        <translation>Traktuj płytkę jako złą: czerwony pojemnik.</translation>
    </message>
    <message>
        <source>The serial number cannot be stored in the recipe's format.</source>
        <translation>Numeru seryjnego nie da się zapisać w formacie receptury.</translation>
    </message>
    <message>
        <source>There is no such slot.</source>
        <translation>Nie ma takiego gniazda.</translation>
    </message>
    <message>
        <source>Check the slot's name.</source>
        <translation>Sprawdź nazwę gniazda.</translation>
    </message>
    <message>
        <source>This board has already passed.</source>
        <translation>Ta płytka już przeszła.</translation>
    </message>
    <message>
        <source>Take it out. A rework needs the supervisor.</source>
        <translation>Wyjmij ją. Poprawka wymaga brygadzisty.</translation>
    </message>
    <message>
        <source>There is no board in this slot.</source>
        <translation>W tym gnieździe nie ma płytki.</translation>
    </message>
    <message>
        <source>Put a board in, then press Start.</source>
        <translation>Włóż płytkę, potem naciśnij Start.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this line.</source>
        <translation>Nikt nie jest zalogowany na tej linii.</translation>
    </message>
    <message>
        <source>Scan your badge, then press Start.</source>
        <translation>Zeskanuj identyfikator, potem naciśnij Start.</translation>
    </message>
    <message>
        <source>This badge or name is not known at this station.</source>
        <translation>Ten identyfikator lub nazwisko nie jest znane tej stacji.</translation>
    </message>
    <message>
        <source>Scan the badge again. Second time: call the supervisor.</source>
        <translation>Zeskanuj identyfikator ponownie. Za drugim razem: wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN jest błędny.</translation>
    </message>
    <message>
        <source>Type it again. Too many wrong ones lock the person for a time.</source>
        <translation>Wpisz go ponownie. Zbyt wiele błędnych blokuje osobę na pewien czas.</translation>
    </message>
    <message>
        <source>This person is locked after too many wrong PINs.</source>
        <translation>Ta osoba jest zablokowana po zbyt wielu błędnych PIN-ach.</translation>
    </message>
    <message>
        <source>Wait, or call somebody who may unlock people.</source>
        <translation>Poczekaj lub wezwij kogoś, kto może odblokowywać osoby.</translation>
    </message>
    <message>
        <source>This person's role does not allow this.</source>
        <translation>Rola tej osoby na to nie pozwala.</translation>
    </message>
    <message>
        <source>Call somebody whose role does.</source>
        <translation>Wezwij kogoś, komu rola na to pozwala.</translation>
    </message>
    <message>
        <source>A person cannot have this name.</source>
        <translation>Osoba nie może mieć takiej nazwy.</translation>
    </message>
    <message>
        <source>Use the name of the human being.</source>
        <translation>Użyj nazwiska człowieka.</translation>
    </message>
    <message>
        <source>Somebody has this name or badge already.</source>
        <translation>Ktoś ma już to nazwisko lub ten identyfikator.</translation>
    </message>
    <message>
        <source>Use another one; those of a retired person are not given again.</source>
        <translation>Użyj innego; po osobie wycofanej nie są wydawane ponownie.</translation>
    </message>
    <message>
        <source>This PIN or badge cannot be used.</source>
        <translation>Tego PIN-u lub identyfikatora nie można użyć.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wybierz inny.</translation>
    </message>
    <message>
        <source>This is only done for a reason, and none was given.</source>
        <translation>To robi się tylko z jakiegoś powodu, a żadnego nie podano.</translation>
    </message>
    <message>
        <source>Say why; it goes on record.</source>
        <translation>Podaj powód; zostanie zapisany.</translation>
    </message>
    <message>
        <source>Nobody would be left who may manage people.</source>
        <translation>Nie zostałby nikt, kto może zarządzać osobami.</translation>
    </message>
    <message>
        <source>Add another supervisor or engineer first.</source>
        <translation>Najpierw dodaj innego brygadzistę lub inżyniera.</translation>
    </message>
    <message>
        <source>The record of this board could not be written.</source>
        <translation>Nie udało się zapisać rekordu tej płytki.</translation>
    </message>
    <message>
        <source>Stop. Call the supervisor. Do not ship this board.</source>
        <translation>Stop. Wezwij brygadzistę. Nie wysyłaj tej płytki.</translation>
    </message>
    <message>
        <source>The station's records do not check out.</source>
        <translation>Zapisy stacji się nie zgadzają.</translation>
    </message>
    <message>
        <source>The station's disk is full.</source>
        <translation>Dysk stacji jest pełny.</translation>
    </message>
    <message>
        <source>The station's settings are malformed.</source>
        <translation>Ustawienia stacji mają zły format.</translation>
    </message>
    <message>
        <source>The station's settings contain an invalid value.</source>
        <translation>Ustawienia stacji zawierają niepoprawną wartość.</translation>
    </message>
    <message>
        <source>Another Greenlight is already running on these records.</source>
        <translation>Inny Greenlight pracuje już na tych zapisach.</translation>
    </message>
    <message>
        <source>Close the other one first.</source>
        <translation>Najpierw zamknij tamten.</translation>
    </message>
    <message>
        <source>The station's signing key cannot be used.</source>
        <translation>Nie można użyć klucza podpisu stacji.</translation>
    </message>
    <message>
        <source>A firmware file of the active recipe was revoked.</source>
        <translation>Plik firmware aktywnej receptury został unieważniony.</translation>
    </message>
    <message>
        <source>A file could not be written.</source>
        <translation>Nie udało się zapisać pliku.</translation>
    </message>
    <message>
        <source>Check its folder and the free space of the disk, then try again.</source>
        <translation>Sprawdź jego folder i wolne miejsce na dysku, potem spróbuj ponownie.</translation>
    </message>
    <message>
        <source>This recipe locks chips for ever, and no supervisor has allowed it.</source>
        <translation>Ta receptura blokuje układy na zawsze, a żaden brygadzista na to nie pozwolił.</translation>
    </message>
    <message>
        <source>Call the supervisor to allow it, then press Start again.</source>
        <translation>Wezwij brygadzistę, by pozwolił, potem naciśnij Start ponownie.</translation>
    </message>
    <message>
        <source>A copy of the records is not what they are.</source>
        <translation>Kopia zapisów nie jest taka jak one.</translation>
    </message>
    <message>
        <source>Do not rely on the copy. Make it again.</source>
        <translation>Nie polegaj na kopii. Zrób ją ponownie.</translation>
    </message>
    <message>
        <source>These records end earlier than records known to have been written.</source>
        <translation>Te zapisy kończą się wcześniej niż zapisy, o których wiadomo, że powstały.</translation>
    </message>
    <message>
        <source>Find the newer records. Going on from these would lose units.</source>
        <translation>Znajdź nowsze zapisy. Praca na tych zgubiłaby sztuki.</translation>
    </message>
    <message>
        <source>These records are in an archive that is not in its place.</source>
        <translation>Te zapisy są w archiwum, którego nie ma na swoim miejscu.</translation>
    </message>
    <message>
        <source>Put the archive back into its folder, then try again.</source>
        <translation>Odłóż archiwum do jego folderu i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The work was cancelled and left no file behind.</source>
        <translation>Pracę anulowano i nie zostawiła żadnego pliku.</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>Uruchom ją ponownie, jeśli nadal jest potrzebna.</translation>
    </message>
    <message>
        <source>This file is not what the station exported.</source>
        <translation>Ten plik nie jest tym, co stacja wyeksportowała.</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask the station for a new export.</source>
        <translation>Nie polegaj na nim. Poproś stację o nowy eksport.</translation>
    </message>
    <message>
        <source>The board has no confirmed record.</source>
        <translation>Płytka nie ma potwierdzonego zapisu.</translation>
    </message>
    <message>
        <source>The station's file of PINs cannot be used.</source>
        <translation>Nie można użyć pliku PIN-ów stacji.</translation>
    </message>
    <message>
        <source>The station's software found an error in itself.</source>
        <translation>Oprogramowanie stacji znalazło w sobie błąd.</translation>
    </message>
    <message>
        <source>This slot was locked, and a golden board has to pass in it first.</source>
        <translation>To gniazdo było zablokowane i najpierw musi w nim przejść płytka wzorcowa.</translation>
    </message>
    <message>
        <source>Take this board out and put the golden board in. Nothing was changed.</source>
        <translation>Wyjmij tę płytkę i włóż płytkę wzorcową. Nic nie zmieniono.</translation>
    </message>
    <message>
        <source>This is a golden board and no product.</source>
        <translation>To jest płytka wzorcowa, a nie produkt.</translation>
    </message>
    <message>
        <source>Put it back where it is kept and put in the next board. Nothing was changed.</source>
        <translation>Odłóż ją na miejsce i włóż następną płytkę. Nic nie zmieniono.</translation>
    </message>
    <message>
        <source>What was scanned is no label as this station's scanner marks them.</source>
        <translation>To, co zeskanowano, nie jest etykietą oznaczoną przez skaner tego stanowiska.</translation>
    </message>
    <message>
        <source>Scan the label of the board. Second time: call the engineer.</source>
        <translation>Zeskanuj etykietę płytki. Za drugim razem: wezwij inżyniera.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Preparing</source>
        <translation>Przygotowanie</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Łączenie</translation>
    </message>
    <message>
        <source>Identifying</source>
        <translation>Identyfikacja</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Porównywanie</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Ładowanie</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>Kasowanie</translation>
    </message>
    <message>
        <source>Programming</source>
        <translation>Programowanie</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Weryfikacja</translation>
    </message>
    <message>
        <source>Starting the product</source>
        <translation>Start produktu</translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>Zabezpieczanie</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Kończenie</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Zapisywanie</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>DOBRA</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>ZŁA</translation>
    </message>
    <message>
        <source>ERROR</source>
        <translation>BŁĄD</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>ZATRZYMANA</translation>
    </message>
    <message>
        <source>INTERRUPTED</source>
        <translation>PRZERWANA</translation>
    </message>
    <message>
        <source>EMPTY</source>
        <translation>PUSTE</translation>
    </message>
    <message>
        <source>BOARD IN</source>
        <translation>PŁYTKA W GNIEŹDZIE</translation>
    </message>
    <message>
        <source>WORKING</source>
        <translation>PRACUJE</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>NIE ZAPISANO</translation>
    </message>
    <message>
        <source>OUT OF ORDER</source>
        <translation>NIECZYNNE</translation>
    </message>
    <message>
        <source>Put a board in</source>
        <translation>Włóż płytkę</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Zeskanuj identyfikator</translation>
    </message>
    <message>
        <source>Scan the label</source>
        <translation>Zeskanuj etykietę</translation>
    </message>
    <message>
        <source>START</source>
        <translation>START</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Czekaj</translation>
    </message>
    <message>
        <source>Take the board out</source>
        <translation>Wyjmij płytkę</translation>
    </message>
    <message>
        <source>Red bin</source>
        <translation>Czerwony pojemnik</translation>
    </message>
    <message>
        <source>Call the supervisor</source>
        <translation>Wezwij brygadzistę</translation>
    </message>
    <message>
        <source>START AGAIN</source>
        <translation>START PONOWNIE</translation>
    </message>
    <message>
        <source>Put a board into slot %1.</source>
        <translation>Włóż płytkę do gniazda %1.</translation>
    </message>
    <message>
        <source>Scan your badge to sign in.</source>
        <translation>Zeskanuj identyfikator, aby się zalogować.</translation>
    </message>
    <message>
        <source>Scan the label of the board in slot %1.</source>
        <translation>Zeskanuj etykietę płytki w gnieździe %1.</translation>
    </message>
    <message>
        <source>Press Start for slot %1.</source>
        <translation>Naciśnij Start gniazda %1.</translation>
    </message>
    <message>
        <source>Wait for the result.</source>
        <translation>Czekaj na wynik.</translation>
    </message>
    <message>
        <source>Take the good board out of slot %1.</source>
        <translation>Wyjmij dobrą płytkę z gniazda %1.</translation>
    </message>
    <message>
        <source>Put boards into slots %1.</source>
        <translation>Włóż płytki do gniazd %1.</translation>
    </message>
    <message>
        <source>Scan the labels of the boards in slots %1.</source>
        <translation>Zeskanuj etykiety płytek w gniazdach %1.</translation>
    </message>
    <message>
        <source>Press Start for slots %1.</source>
        <translation>Naciśnij Start gniazd %1.</translation>
    </message>
    <message>
        <source>Wait for the results.</source>
        <translation>Czekaj na wyniki.</translation>
    </message>
    <message>
        <source>Take the good boards out of slots %1.</source>
        <translation>Wyjmij dobre płytki z gniazd %1.</translation>
    </message>
    <message>
        <source>Slot %1: %2</source>
        <translation>Gniazdo %1: %2</translation>
    </message>
    <message>
        <source>This station has no slots. Call the supervisor.</source>
        <translation>Ta stacja nie ma gniazd. Wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The station does not answer. Do not press, do not ship these boards. Call the supervisor.</source>
        <translation>Stacja nie odpowiada. Nie naciskaj, nie wysyłaj tych płytek. Wezwij brygadzistę.</translation>
    </message>
    <message>
        <source>The press did nothing.</source>
        <translation>Naciśnięcie nic nie zrobiło.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Brygadzista</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Jakość</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>Inżynier</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Nikt nie jest zalogowany</translation>
    </message>
    <message>
        <source>%1 of %2; 95 %: %3 to %4</source>
        <translation>%1 z %2; 95 %: od %3 do %4</translation>
    </message>
    <message>
        <source>of nothing</source>
        <translation>z niczego</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 z %2</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>wszystkie inne</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Ta zmiana</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Dzisiaj</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Ten tydzień</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ten miesiąc</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Według godzin</translation>
    </message>
    <message>
        <source>By shift</source>
        <translation>Według zmian</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Według dni</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>Według gniazd</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Według osób</translation>
    </message>
    <message>
        <source>By recipe</source>
        <translation>Według receptur</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>Według produktów</translation>
    </message>
    <message>
        <source>Attempts begun from %1 to %2; the journal has %3 entries</source>
        <translation>Próby rozpoczęte od %1 do %2; dziennik ma %3 wpisów</translation>
    </message>
    <message>
        <source>Beside these: %1 refused, %2 drills, %3 attempts on boards without a name</source>
        <translation>Obok nich: %1 odmów, %2 ćwiczeń, %3 prób na płytkach bez nazwy</translation>
    </message>
    <message>
        <source>This can be neither a serial number nor the UID of a chip.</source>
        <translation>To nie może być ani numer seryjny, ani UID układu.</translation>
    </message>
    <message>
        <source>No attempt is on record under this name.</source>
        <translation>Pod tą nazwą nie zapisano żadnej próby.</translation>
    </message>
    <message>
        <source>A file is named by the first %1 to 64 digits of its SHA-256, 0 to 9 and a to f.</source>
        <translation>Plik nazywa się pierwszymi %1 do 64 cyframi swojego SHA-256, 0 do 9 i a do f.</translation>
    </message>
    <message>
        <source>Several files on record begin with these digits. Give more of them.</source>
        <translation>Kilka zapisanych plików zaczyna się tymi cyframi. Podaj ich więcej.</translation>
    </message>
    <message>
        <source>No file on record has a digest that begins so. No board was given it.</source>
        <translation>Żaden zapisany plik nie ma skrótu, który tak się zaczyna. Żadna płytka go nie dostała.</translation>
    </message>
    <message>
        <source>%1 more are in the list of `greenlight recall`.</source>
        <translation>Jeszcze %1 jest na liście `greenlight recall`.</translation>
    </message>
    <message>
        <source>Revoked by %1: %2</source>
        <translation>Unieważnił %1: %2</translation>
    </message>
    <message>
        <source>Release a locked slot</source>
        <translation>Zwolnij zablokowane gniazdo</translation>
    </message>
    <message>
        <source>Program a unit again</source>
        <translation>Zaprogramuj sztukę ponownie</translation>
    </message>
    <message>
        <source>Lock chips for ever</source>
        <translation>Blokuj układy na zawsze</translation>
    </message>
    <message>
        <source>Contacts cleaned</source>
        <translation>Styki oczyszczone</translation>
    </message>
    <message>
        <source>Fixture repaired</source>
        <translation>Przyrząd naprawiony</translation>
    </message>
    <message>
        <source>Cable or probe exchanged</source>
        <translation>Kabel lub programator wymieniony</translation>
    </message>
    <message>
        <source>Checked with a good board</source>
        <translation>Sprawdzono dobrą płytką</translation>
    </message>
    <message>
        <source>Newer firmware</source>
        <translation>Nowszy firmware</translation>
    </message>
    <message>
        <source>Unit was repaired</source>
        <translation>Sztukę naprawiono</translation>
    </message>
    <message>
        <source>Quality asked for it</source>
        <translation>Na prośbę jakości</translation>
    </message>
    <message>
        <source>Board of a returned unit</source>
        <translation>Płytka ze zwrotu</translation>
    </message>
    <message>
        <source>Order of the customer</source>
        <translation>Zlecenie klienta</translation>
    </message>
    <message>
        <source>First unit was approved</source>
        <translation>Pierwsza sztuka zatwierdzona</translation>
    </message>
    <message>
        <source>Release of the series</source>
        <translation>Zwolnienie serii</translation>
    </message>
    <message>
        <source>No slot is locked.</source>
        <translation>Żadne gniazdo nie jest zablokowane.</translation>
    </message>
    <message>
        <source>For the next board of a slot, once.</source>
        <translation>Dla następnej płytki gniazda, jeden raz.</translation>
    </message>
    <message>
        <source>The active recipe asks for it.</source>
        <translation>Aktywna receptura tego wymaga.</translation>
    </message>
    <message>
        <source>No recipe asks for it.</source>
        <translation>Żadna receptura tego nie wymaga.</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>zablokowane</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>dozwolone</translation>
    </message>
    <message>
        <source>works</source>
        <translation>pracuje</translation>
    </message>
    <message>
        <source>The active recipe may lock chips for ever until another one takes its place.</source>
        <translation>Aktywna receptura może blokować układy na zawsze, aż zastąpi ją inna.</translation>
    </message>
    <message>
        <source>Slot %1 takes boards again.</source>
        <translation>Gniazdo %1 znów przyjmuje płytki.</translation>
    </message>
    <message>
        <source>The next board in slot %1 may be a unit that passed before.</source>
        <translation>Następna płytka w gnieździe %1 może być sztuką, która już przeszła.</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1 na godzinę</translation>
    </message>
    <message>
        <source>%1, needed %2</source>
        <translation>%1, potrzeba %2</translation>
    </message>
    <message>
        <source>ON TIME</source>
        <translation>W CZASIE</translation>
    </message>
    <message>
        <source>BEHIND</source>
        <translation>OPÓŹNIENIE</translation>
    </message>
    <message>
        <source>REACHED</source>
        <translation>OSIĄGNIĘTO</translation>
    </message>
    <message>
        <source>Boards start by themselves.</source>
        <translation>Płytki startują same.</translation>
    </message>
    <message>
        <source>There is no recipe in the folder of this station.</source>
        <translation>W folderze tej stacji nie ma receptury.</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Wybierz recepturę</translation>
    </message>
    <message>
        <source>This one cannot be used</source>
        <translation>Tej nie można użyć</translation>
    </message>
    <message>
        <source>This one is active</source>
        <translation>Ta jest aktywna</translation>
    </message>
    <message>
        <source>Not while a slot works</source>
        <translation>Nie, gdy gniazdo pracuje</translation>
    </message>
    <message>
        <source>Not for your role</source>
        <translation>Niedozwolone w tej roli</translation>
    </message>
    <message>
        <source>%1 %2 is active. Put in boards of %3.</source>
        <translation>%1 %2 jest aktywna. Włóż płytki %3.</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktywna</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nie do użycia</translation>
    </message>
    <message>
        <source>Active until now</source>
        <translation>Aktywne do tej pory</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>Nie do użycia</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Błąd</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Układ</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Zatwierdzili</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Pliki</translation>
    </message>
    <message>
        <source>Nobody here signs in by a PIN. Scan your badge.</source>
        <translation>Nikt tutaj nie loguje się kodem PIN. Zeskanuj identyfikator.</translation>
    </message>
    <message>
        <source>Units, workbook</source>
        <translation>Jednostki, arkusz</translation>
    </message>
    <message>
        <source>one row a unit, XLSX</source>
        <translation>jeden wiersz na jednostkę, XLSX</translation>
    </message>
    <message>
        <source>Units, text</source>
        <translation>Jednostki, tekst</translation>
    </message>
    <message>
        <source>one row a unit, CSV</source>
        <translation>jeden wiersz na jednostkę, CSV</translation>
    </message>
    <message>
        <source>Attempts, workbook</source>
        <translation>Próby, arkusz</translation>
    </message>
    <message>
        <source>one row an attempt, XLSX</source>
        <translation>jeden wiersz na próbę, XLSX</translation>
    </message>
    <message>
        <source>Attempts, text</source>
        <translation>Próby, tekst</translation>
    </message>
    <message>
        <source>one row an attempt, CSV</source>
        <translation>jeden wiersz na próbę, CSV</translation>
    </message>
    <message>
        <source>Attempts, all evidence</source>
        <translation>Próby, wszystkie dowody</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>wiersze JSON</translation>
    </message>
    <message>
        <source>Units tested, CFX</source>
        <translation>Zbadane jednostki, CFX</translation>
    </message>
    <message>
        <source>IPC-2591 messages</source>
        <translation>komunikaty IPC-2591</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 z %2 wierszy</translation>
    </message>
    <message>
        <source>%1 rows are in %2, with their manifest beside it.</source>
        <translation>%1 wierszy jest w %2, obok leży ich manifest.</translation>
    </message>
    <message>
        <source>Called off. No file was made.</source>
        <translation>Przerwano. Nie powstał żaden plik.</translation>
    </message>
    <message>
        <source>The certificate is %1, with its manifest beside it.</source>
        <translation>Certyfikat to %1, obok leży jego manifest.</translation>
    </message>
    <message>
        <source>Comparing the tables …</source>
        <translation>Porównywanie tabel …</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 z %2 wpisów</translation>
    </message>
    <message>
        <source>Called off. Nothing is known about the records.</source>
        <translation>Przerwano. O zapisach nic nie wiadomo.</translation>
    </message>
    <message>
        <source>The records are not what was written. Entry %1 is %2: %3. Call quality, and keep the journal as it is.</source>
        <translation>Zapisy nie są tym, co zapisano. Wpis %1 jest „%2”: %3. Wezwij dział jakości i zostaw dziennik bez zmian.</translation>
    </message>
    <message>
        <source>The records are sound: %1 entries, %2 checkpoints, %3 attempts.</source>
        <translation>Zapisy są nienaruszone: %1 wpisów, %2 punktów kontrolnych, %3 prób.</translation>
    </message>
    <message>
        <source>Archives are missing, so verdicts and tables were not recomputed.</source>
        <translation>Brakuje archiwów, więc werdyktów i tabel nie przeliczono.</translation>
    </message>
    <message>
        <source>The records are not what was written: %1, %2. Call quality, and keep the journal as it is.</source>
        <translation>Zapisy nie są tym, co zapisano: %1, %2. Wezwij dział jakości i zostaw dziennik bez zmian.</translation>
    </message>
    <message>
        <source>No ST-LINK is plugged in. Plug one in, and it appears here.</source>
        <translation>Nie podłączono żadnego ST-LINK. Po podłączeniu pojawi się tutaj.</translation>
    </message>
    <message>
        <source>The line is not open</source>
        <translation>Linia nie jest otwarta</translation>
    </message>
    <message>
        <source>Training has its own slots</source>
        <translation>Szkolenie ma własne gniazda</translation>
    </message>
    <message>
        <source>Training has its own settings</source>
        <translation>Szkolenie ma własne ustawienia</translation>
    </message>
    <message>
        <source>That is slot %1, at %2.</source>
        <translation>To gniazdo %1, port %2.</translation>
    </message>
    <message>
        <source>Several moved at once. One at a time.</source>
        <translation>Kilka naraz. Proszę po kolei.</translation>
    </message>
    <message>
        <source>That one is slot %1 already.</source>
        <translation>To już jest gniazdo %1.</translation>
    </message>
    <message>
        <source>Plug in the probe of slot %1, or put a board into it.</source>
        <translation>Podłącz programator gniazda %1 lub włóż do niego płytkę.</translation>
    </message>
    <message>
        <source>All slots have their sockets.</source>
        <translation>Wszystkie gniazda mają swoje porty.</translation>
    </message>
    <message>
        <source>The slots are those that you showed. The line opens anew.</source>
        <translation>Gniazda są takie, jak pokazano. Linia otworzy się na nowo.</translation>
    </message>
    <message>
        <source>No attempt in %1 days</source>
        <translation>Brak prób w ciągu %1 dni</translation>
    </message>
    <message>
        <source>%1 attempts in %2 days, %3 not passed, %4 by probe or wires</source>
        <translation>Prób: %1 w ciągu %2 dni, niezaliczonych: %3, przez programator lub przewody: %4</translation>
    </message>
    <message>
        <source>There is no probe here.</source>
        <translation>Nie ma tu programatora.</translation>
    </message>
    <message>
        <source>Locked for its failures</source>
        <translation>Zablokowane z powodu błędów</translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>Gniazdo %1</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Bez gniazda</translation>
    </message>
    <message>
        <source>This probe is at no slot's socket.</source>
        <translation>Ten programator nie należy do żadnego gniazda.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Logowanie</translation>
    </message>
    <message>
        <source>Whether a press needs somebody who has signed in.</source>
        <translation>Czy naciśnięcie wymaga zalogowanej osoby.</translation>
    </message>
    <message>
        <source>Sign out after, s</source>
        <translation>Wyloguj po, s</translation>
    </message>
    <message>
        <source>Seconds without a press until nobody is signed in any more. 0 = never.</source>
        <translation>Sekundy bez naciśnięcia do wylogowania. 0 = nigdy.</translation>
    </message>
    <message>
        <source>Failures that lock a slot</source>
        <translation>Błędy blokujące gniazdo</translation>
    </message>
    <message>
        <source>So many in a row, and the slot takes no board until somebody releases it. 0 = never.</source>
        <translation>Tyle z rzędu i gniazdo nie przyjmie płytki, dopóki ktoś go nie zwolni. 0 = nigdy.</translation>
    </message>
    <message>
        <source>Daily drill</source>
        <translation>Codzienna próba</translation>
    </message>
    <message>
        <source>The first board of each slot and day is proven against a wrong plan and has to go red.</source>
        <translation>Pierwsza płytka każdego gniazda danego dnia jest sprawdzana wobec błędnego planu i musi dać czerwone.</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>Bez użycia rąk</translation>
    </message>
    <message>
        <source>A board that is put in starts by itself.</source>
        <translation>Włożona płytka startuje sama.</translation>
    </message>
    <message>
        <source>Work order prefix</source>
        <translation>Prefiks zlecenia</translation>
    </message>
    <message>
        <source>A label that begins with this names the work order. Empty = none does.</source>
        <translation>Etykieta o takim początku podaje zlecenie. Puste = żadna.</translation>
    </message>
    <message>
        <source>Target per shift</source>
        <translation>Cel na zmianę</translation>
    </message>
    <message>
        <source>Units that a shift is to pass. 0 = no target.</source>
        <translation>Sztuki, które zmiana ma zaliczyć. 0 = bez celu.</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Noc</translation>
    </message>
    <message>
        <source>Dark grounds when the station starts.</source>
        <translation>Ciemne tło po starcie stacji.</translation>
    </message>
    <message>
        <source>Letters, percent</source>
        <translation>Litery, procent</translation>
    </message>
    <message>
        <source>Of the usual size when the station starts, 100 to 150.</source>
        <translation>Zwykłego rozmiaru po starcie, od 100 do 150.</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>Folder eksportu</translation>
    </message>
    <message>
        <source>Where files go that are exported at the screen. Empty = exports in the data folder.</source>
        <translation>Dokąd trafiają pliki eksportowane na ekranie. Puste = exports w folderze danych.</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Folder kopii</translation>
    </message>
    <message>
        <source>On another disk. Each copy is a new file there, and none is ever removed.</source>
        <translation>Na innym dysku. Każda kopia to nowy plik i żadna nie jest usuwana.</translation>
    </message>
    <message>
        <source>Time of the backup</source>
        <translation>Godzina kopii</translation>
    </message>
    <message>
        <source>Each day at this time, such as 02:00, while the line goes on.</source>
        <translation>Codziennie o tej godzinie, np. 02:00, podczas pracy linii.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Wł.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Wył.</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Wymagane</translation>
    </message>
    <message>
        <source>Nobody signs in</source>
        <translation>Nikt się nie loguje</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Taken. The line opens anew.</source>
        <translation>Zastosowano. Linia otworzy się na nowo.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Błędy</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Ostrzeżenia</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Wszystko</translation>
    </message>
    <message>
        <source>No folder for backups is set: [backup] folder in the settings.</source>
        <translation>Nie ustawiono folderu kopii: [backup] folder w ustawieniach.</translation>
    </message>
    <message>
        <source>Each day at %1 into %2.</source>
        <translation>Codziennie o %1 do %2.</translation>
    </message>
    <message>
        <source>No folder is set</source>
        <translation>Nie ustawiono folderu</translation>
    </message>
    <message>
        <source>Verifying the copy …</source>
        <translation>Sprawdzanie kopii …</translation>
    </message>
    <message>
        <source>Copying the records …</source>
        <translation>Kopiowanie zapisów …</translation>
    </message>
    <message>
        <source>Copied and verified: %1 entries are in %2.</source>
        <translation>Skopiowano i sprawdzono: wpisów %1 w %2.</translation>
    </message>
    <message>
        <source>%1 entries, by %2</source>
        <translation>wpisów: %1, %2</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Dysk</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Zapisy</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Osoby</translation>
    </message>
    <message>
        <source>Station key</source>
        <translation>Klucz stacji</translation>
    </message>
    <message>
        <source>Release authority</source>
        <translation>Urząd zwalniający</translation>
    </message>
    <message>
        <source>Loaders</source>
        <translation>Programy ładujące</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Sprawdzanie …</translation>
    </message>
    <message>
        <source>The station is fit.</source>
        <translation>Stacja jest sprawna.</translation>
    </message>
    <message>
        <source>%1 of %2 points are not as they should be.</source>
        <translation>%1 z %2 punktów nie jest w porządku.</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>Dodaj osobę</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>Inna rola</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Nowy PIN</translation>
    </message>
    <message>
        <source>New badge</source>
        <translation>Nowy identyfikator</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Odblokuj</translation>
    </message>
    <message>
        <source>Retire for ever</source>
        <translation>Wycofaj na zawsze</translation>
    </message>
    <message>
        <source>Nobody signs in in training</source>
        <translation>W szkoleniu nikt się nie loguje</translation>
    </message>
    <message>
        <source>Nobody signs in: see the settings</source>
        <translation>Nikt się nie loguje: zob. ustawienia</translation>
    </message>
    <message>
        <source>%1 is %2 here now.</source>
        <translation>%1 jest tu teraz: %2.</translation>
    </message>
    <message>
        <source>%1 has retired.</source>
        <translation>%1 – osoba wycofana.</translation>
    </message>
    <message>
        <source>%1 may try again.</source>
        <translation>%1 może spróbować ponownie.</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 – zmieniono.</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>wycofana osoba</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Identyfikator</translation>
    </message>
    <message>
        <source>on a stick</source>
        <translation>na nośniku USB</translation>
    </message>
    <message>
        <source>%1 %2 is on the shelf now. It is not active yet.</source>
        <translation>%1 %2 – wgrano. Jeszcze nieaktywna.</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Raport zmiany</translation>
    </message>
    <message>
        <source>one page to sign, PDF</source>
        <translation>jedna strona do podpisu, PDF</translation>
    </message>
    <message>
        <source>The shift report is %1, with its manifest beside it.</source>
        <translation>Raport zmiany to %1, obok leży jego manifest.</translation>
    </message>
    <message>
        <source>%1: no units</source>
        <translation>%1: brak jednostek</translation>
    </message>
    <message>
        <source>%1: %2, %3; limits %4 to %5</source>
        <translation>%1: %2, %3; granice %4 do %5</translation>
    </message>
    <message>
        <source>Outside the limits</source>
        <translation>Poza granicami</translation>
    </message>
    <message>
        <source>n = units first seen in the hour</source>
        <translation>n = jednostki po raz pierwszy w tej godzinie</translation>
    </message>
    <message>
        <source>n = units first seen on the day</source>
        <translation>n = jednostki po raz pierwszy tego dnia</translation>
    </message>
    <message>
        <source>Centre line p = %1 = %2. Limits = p ± 3·√(p·(1 − p) / n), %3: few units have wide limits, none are a gap.</source>
        <translation>Linia środkowa p = %1 = %2. Granice = p ± 3·√(p·(1 − p) / n), %3: mało jednostek ma szerokie granice, brak jednostek to przerwa.</translation>
    </message>
    <message>
        <source>No point is outside the limits.</source>
        <translation>Żaden punkt nie leży poza granicami.</translation>
    </message>
    <message>
        <source>Outside the limits: %1</source>
        <translation>Poza granicami: %1</translation>
    </message>
    <message>
        <source>Board without a name</source>
        <translation>Płytka bez nazwy</translation>
    </message>
    <message>
        <source>%1 units, %2 of them passed at their first attempt</source>
        <translation>Jednostki: %1, z nich za pierwszym razem dobre: %2</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them passed</source>
        <translation>Próby: %1, z nich udane: %2</translation>
    </message>
    <message>
        <source>and %1 more, which are older</source>
        <translation>i jeszcze starsze: %1</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Godz.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dzień</translation>
    </message>
    <message>
        <source>Units first seen: %1</source>
        <translation>Jednostki po raz pierwszy: %1</translation>
    </message>
    <message>
        <source>Put the golden board in</source>
        <translation>Włóż płytkę wzorcową</translation>
    </message>
    <message>
        <source>Put the golden board into slot %1.</source>
        <translation>Włóż płytkę wzorcową do gniazda %1.</translation>
    </message>
    <message>
        <source>Put the golden board into slots %1, one after the other.</source>
        <translation>Włóż płytkę wzorcową po kolei do gniazd %1.</translation>
    </message>
    <message>
        <source>The scanner is not there. Check its cable, or type the numbers.</source>
        <translation>Nie ma skanera. Sprawdź jego kabel albo wpisz numery.</translation>
    </message>
    <message>
        <source>Volume, percent</source>
        <translation>Głośność, procent</translation>
    </message>
    <message>
        <source>Of the sounds when the station starts. 0 = silent.</source>
        <translation>Dźwięków przy starcie stanowiska. 0 = cisza.</translation>
    </message>
    <message>
        <source>Foot switch</source>
        <translation>Przycisk nożny</translation>
    </message>
    <message>
        <source>The key that it sends, such as F13 or PgDown: none that may stand in a label.</source>
        <translation>Klawisz, który wysyła, np. F13 lub PgDown: żaden, który może być na etykiecie.</translation>
    </message>
    <message>
        <source>Bound scanner</source>
        <translation>Przypisany skaner</translation>
    </message>
    <message>
        <source>Its event device below /dev/input/by-id. Empty = labels come as from a keyboard.</source>
        <translation>Jego urządzenie zdarzeń w /dev/input/by-id. Puste = etykiety przychodzą jak z klawiatury.</translation>
    </message>
    <message>
        <source>Prefix of the scanner</source>
        <translation>Przedrostek skanera</translation>
    </message>
    <message>
        <source>What the scanner puts before each label. What comes without it is refused.</source>
        <translation>Co skaner dodaje przed każdą etykietą. Co przyjdzie bez tego, jest odrzucane.</translation>
    </message>
    <message>
        <source>Suffix of the scanner</source>
        <translation>Przyrostek skanera</translation>
    </message>
    <message>
        <source>What the scanner puts after each label, before its Enter.</source>
        <translation>Co skaner dodaje za każdą etykietą, przed swoim Enterem.</translation>
    </message>
    <message>
        <source>Pattern of labels</source>
        <translation>Wzorzec etykiet</translation>
    </message>
    <message>
        <source>Every scanned text has to look like this regular expression; badges too. Empty = anything.</source>
        <translation>Każdy zeskanowany tekst musi pasować do tego wyrażenia regularnego, także identyfikatory. Puste = dowolny.</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>TRAINING – virtual boards, nothing here counts</source>
        <translation>SZKOLENIE – wirtualne płytki, nic tu się nie liczy</translation>
    </message>
</context>
<context>
    <name>StationHeader</name>
    <message>
        <source>Engine</source>
        <translation>Silnik</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>Brak silnika</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Zapisy</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Brak zapisów</translation>
    </message>
</context>
<context>
    <name>EntryField</name>
    <message>
        <source>Serial number by hand</source>
        <translation>Numer seryjny ręcznie</translation>
    </message>
</context>
<context>
    <name>RecipeColumn</name>
    <message>
        <source>Order %1</source>
        <translation>Zlecenie %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>dobre</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>nie dobre</translation>
    </message>
    <message>
        <source>Last units</source>
        <translation>Ostatnie sztuki</translation>
    </message>
    <message>
        <source>START ALL: %1</source>
        <translation>START WSZYSTKICH: %1</translation>
    </message>
    <message>
        <source>START ALL</source>
        <translation>START WSZYSTKICH</translation>
    </message>
    <message>
        <source>%1 refused presses</source>
        <translation>odrzucone naciśnięcia: %1</translation>
    </message>
    <message>
        <source>%1 without a name</source>
        <translation>bez nazwy: %1</translation>
    </message>
    <message>
        <source>first pass</source>
        <translation>za 1. razem</translation>
    </message>
</context>
<context>
    <name>SlotTile</name>
    <message>
        <source>Receipt %1</source>
        <translation>Zapis %1</translation>
    </message>
    <message>
        <source>training</source>
        <translation>szkolenie</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>NO ANSWER</source>
        <translation>BRAK ODPOWIEDZI</translation>
    </message>
</context>
<context>
    <name>MenuPanel</name>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Uzysk</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Wycofanie</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Wyloguj</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Wyjątki</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dzień</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Noc</translation>
    </message>
    <message>
        <source>Text %1 %</source>
        <translation>Tekst %1 %</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Receptury</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Zaloguj</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Stacja</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Ekran</translation>
    </message>
    <message>
        <source>Sound %1 %</source>
        <translation>Dźwięk %1 %</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Bez dźwięku</translation>
    </message>
</context>
<context>
    <name>BottomLine</name>
    <message>
        <source>Line</source>
        <translation>Linia</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Uzysk</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Wycofanie</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>OverridePage</name>
    <message>
        <source>What shall be allowed? It goes on record with your name and your reason.</source>
        <translation>Na co pozwolić? Zostanie zapisane z nazwiskiem i powodem.</translation>
    </message>
    <message>
        <source>Which slot?</source>
        <translation>Które gniazdo?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Dlaczego?</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Inny powód</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Pozwól</translation>
    </message>
    <message>
        <source>A slot and a reason are needed</source>
        <translation>Potrzebne gniazdo i powód</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN of %1</source>
        <translation>PIN: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Zaloguj</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Pozwól</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>After</source>
        <translation>Po</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Próba</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>Bytes of files</source>
        <translation>Bajty plików</translation>
    </message>
    <message>
        <source>Bytes proven</source>
        <translation>Bajty dowiedzione</translation>
    </message>
    <message>
        <source>Chip UID</source>
        <translation>UID układu</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Połączenie</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Rdzeń</translation>
    </message>
    <message>
        <source>DEV_ID, REV_ID</source>
        <translation>DEV_ID, REV_ID</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>Układ</translation>
    </message>
    <message>
        <source>Digest by the chip</source>
        <translation>Skrót od układu</translation>
    </message>
    <message>
        <source>Digest expected</source>
        <translation>Skrót oczekiwany</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Koniec</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Wpisy</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Skasowano</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Błąd</translation>
    </message>
    <message>
        <source>Fault's note</source>
        <translation>Uwaga o błędzie</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Plik</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Jak</translation>
    </message>
    <message>
        <source>Leaf of the last</source>
        <translation>Liść ostatniego</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Łącze</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>Nonce</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Opcja</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Programator</translation>
    </message>
    <message>
        <source>Probe firmware</source>
        <translation>Firmware programatora</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Programmed</source>
        <translation>Zaprogramowano</translation>
    </message>
    <message>
        <source>Protection before</source>
        <translation>Ochrona przedtem</translation>
    </message>
    <message>
        <source>Proven by</source>
        <translation>Dowód przez</translation>
    </message>
    <message>
        <source>Read protection</source>
        <translation>Ochrona odczytu</translation>
    </message>
    <message>
        <source>Read-back SHA-256</source>
        <translation>SHA-256 odczytu</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Receptura</translation>
    </message>
    <message>
        <source>Recipe SHA-256</source>
        <translation>SHA-256 receptury</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Zwolnił</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Uwagi</translation>
    </message>
    <message>
        <source>Rework allowed</source>
        <translation>Poprawka dozwolona</translation>
    </message>
    <message>
        <source>SWD clock</source>
        <translation>Zegar SWD</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>Numer seryjny</translation>
    </message>
    <message>
        <source>Serial from</source>
        <translation>Numer z</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Gniazdo</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Oprogramowanie</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Etapy</translation>
    </message>
    <message>
        <source>Start shown</source>
        <translation>Start pokazany</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Uruchomiono z</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Zasilanie</translation>
    </message>
    <message>
        <source>USB port</source>
        <translation>Port USB</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Sztuka</translation>
    </message>
    <message>
        <source>Unit's bytes SHA-256</source>
        <translation>SHA-256 bajtów sztuki</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Werdykt</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kiedy</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Gdzie</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>Words sampled</source>
        <translation>Próbki słów</translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation>Uzysk za pierwszym razem</translation>
    </message>
    <message>
        <source>Final yield</source>
        <translation>Uzysk końcowy</translation>
    </message>
    <message>
        <source>Attempt yield</source>
        <translation>Uzysk prób</translation>
    </message>
    <message>
        <source>Retest rate</source>
        <translation>Odsetek powtórek</translation>
    </message>
    <message>
        <source>No trouble found</source>
        <translation>Nie znaleziono usterki</translation>
    </message>
    <message>
        <source>Rolled throughput</source>
        <translation>Uzysk łączny</translation>
    </message>
    <message>
        <source>units whose first attempt ever passed / units first seen in this time</source>
        <translation>sztuki, których pierwsza próba przeszła / sztuki widziane po raz pierwszy w tym czasie</translation>
    </message>
    <message>
        <source>of the same units, those whose last attempt passed</source>
        <translation>z tych samych sztuk te, których ostatnia próba przeszła</translation>
    </message>
    <message>
        <source>attempts that passed / all attempts in this time</source>
        <translation>próby, które przeszły / wszystkie próby w tym czasie</translation>
    </message>
    <message>
        <source>units with more than one attempt / units</source>
        <translation>sztuki z więcej niż jedną próbą / sztuki</translation>
    </message>
    <message>
        <source>units that passed at the second attempt, same board, no repair / units that failed first</source>
        <translation>sztuki, które przeszły za drugim razem, ta sama płytka, bez naprawy / sztuki, które najpierw nie przeszły</translation>
    </message>
    <message>
        <source>product over the stages of first attempts that passed each</source>
        <translation>iloczyn po etapach pierwszych prób, które przeszły</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Zegar</translation>
    </message>
    <message>
        <source>Work order</source>
        <translation>Zlecenie</translation>
    </message>
    <message>
        <source>Golden board</source>
        <translation>Płytka wzorcowa</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Scan or type a serial number or UID</source>
        <translation>Zeskanuj lub wpisz numer seryjny albo UID</translation>
    </message>
    <message>
        <source>Whose record shall be shown?</source>
        <translation>Czyj zapis pokazać?</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Szukam w zapisach …</translation>
    </message>
    <message>
        <source>Writing the certificate …</source>
        <translation>Tworzenie certyfikatu …</translation>
    </message>
    <message>
        <source>Back to the record</source>
        <translation>Wróć do zapisu</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certyfikat</translation>
    </message>
    <message>
        <source>Verify all records</source>
        <translation>Sprawdź wszystkie zapisy</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Wróć do listy</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Szukam w zapisach …</translation>
    </message>
    <message>
        <source>First digits of a file's SHA-256</source>
        <translation>Pierwsze cyfry SHA-256 pliku</translation>
    </message>
    <message>
        <source>Which file shall be looked for? Choose one that ran, or type.</source>
        <translation>Którego pliku szukać? Wybierz jeden z użytych lub wpisz.</translation>
    </message>
</context>
<context>
    <name>AttemptRow</name>
    <message>
        <source>Slot %1, %2</source>
        <translation>Gniazdo %1, %2</translation>
    </message>
</context>
<context>
    <name>YieldPage</name>
    <message>
        <source>Counting …</source>
        <translation>Liczę …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Słupki</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Eksport</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Wykresy</translation>
    </message>
</context>
<context>
    <name>YieldFigures</name>
    <message>
        <source>Figures</source>
        <translation>Liczby</translation>
    </message>
</context>
<context>
    <name>YieldBars</name>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>W tym czasie nic nie zrobiono.</translation>
    </message>
</context>
<context>
    <name>FaultBars</name>
    <message>
        <source>What went wrong most</source>
        <translation>Co zawodziło najczęściej</translation>
    </message>
    <message>
        <source>No attempt failed in this time.</source>
        <translation>W tym czasie żadna próba nie zawiodła.</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them first ones; %3, with those above %4</source>
        <translation>prób: %1, w tym pierwszych: %2; %3, z powyższymi %4</translation>
    </message>
</context>
<context>
    <name>SlotFaults</name>
    <message>
        <source>Faults by slot</source>
        <translation>Błędy według gniazd</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Gniazdo</translation>
    </message>
</context>
<context>
    <name>RecallAnswer</name>
    <message>
        <source>units carry it now</source>
        <translation>sztuk ma go teraz</translation>
    </message>
    <message>
        <source>more were given it once</source>
        <translation>kolejnych dostało go kiedyś</translation>
    </message>
    <message>
        <source>attempts on boards that are no units (drills, refused, without a name)</source>
        <translation>próby na płytkach, które nie są sztukami (ćwiczenia, odmowy, bez nazwy)</translation>
    </message>
    <message>
        <source>carries it</source>
        <translation>ma go</translation>
    </message>
    <message>
        <source>once</source>
        <translation>kiedyś</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>gniazdo %1</translation>
    </message>
</context>
<context>
    <name>RecipePage</name>
    <message>
        <source>Reading and checking the recipes …</source>
        <translation>Odczyt i sprawdzanie receptur …</translation>
    </message>
    <message>
        <source>Make it the active recipe</source>
        <translation>Ustaw jako aktywną recepturę</translation>
    </message>
    <message>
        <source>Bring it in</source>
        <translation>Wgraj</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who are you? Your PIN comes next.</source>
        <translation>Kim jesteś? Potem podasz swój PIN.</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Szukam w zapisach …</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export: %1</source>
        <translation>Eksport: %1</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Zapisywanie …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Przerwij</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Inny plik</translation>
    </message>
</context>
<context>
    <name>AuditSheet</name>
    <message>
        <source>Verifying …</source>
        <translation>Sprawdzanie …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Przerwij</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Slots and probes</source>
        <translation>Gniazda i programatory</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Osoby</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Kopia zapasowa</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Autotest</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Dziennik</translation>
    </message>
</context>
<context>
    <name>ProbeSection</name>
    <message>
        <source>Say which socket is which slot</source>
        <translation>Przypisz porty do gniazd</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>These are all</source>
        <translation>To wszystkie</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Choose a setting.</source>
        <translation>Wybierz ustawienie.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wartość</translation>
    </message>
    <message>
        <source>Take this value</source>
        <translation>Zastosuj tę wartość</translation>
    </message>
</context>
<context>
    <name>CrewSection</name>
    <message>
        <source>Add somebody</source>
        <translation>Dodaj osobę</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rola</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Imię i nazwisko</translation>
    </message>
    <message>
        <source>Badge: scan it now</source>
        <translation>Identyfikator: zeskanuj teraz</translation>
    </message>
    <message>
        <source>PIN, 6 characters or more</source>
        <translation>PIN, co najmniej 6 znaków</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>Ten sam PIN jeszcze raz</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Powód</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Zapisz</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>No copy is on record yet.</source>
        <translation>Nie zapisano jeszcze żadnej kopii.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Przerwij</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>Zrób kopię teraz</translation>
    </message>
</context>
<context>
    <name>CheckSection</name>
    <message>
        <source>Trust, disk, records, people, key and probes are looked at. The line goes on meanwhile.</source>
        <translation>Sprawdzane są: urząd zwalniający, dysk, zapisy, osoby, klucz i programatory. Linia pracuje dalej.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Przerwij</translation>
    </message>
    <message>
        <source>Test the station</source>
        <translation>Sprawdź stację</translation>
    </message>
</context>
<context>
    <name>LogSection</name>
    <message>
        <source>At least</source>
        <translation>Co najmniej</translation>
    </message>
    <message>
        <source>Only lines with these words</source>
        <translation>Tylko wiersze z tymi słowami</translation>
    </message>
    <message>
        <source>No such line was logged.</source>
        <translation>Brak takich wierszy.</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>First-pass yield over time</source>
        <translation>Uzysk za pierwszym razem w czasie</translation>
    </message>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>W tym czasie nic nie zrobiono.</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>wewnątrz</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>poza</translation>
    </message>
    <message>
        <source>between the limits</source>
        <translation>między granicami</translation>
    </message>
    <message>
        <source>centre line</source>
        <translation>linia środkowa</translation>
    </message>
    <message>
        <source>Touch a point, a bar or a number to see its units.</source>
        <translation>Dotknij punktu, słupka lub liczby, aby zobaczyć jednostki.</translation>
    </message>
</context>
<context>
    <name>BehindList</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Szukam w zapisach …</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>gniazdo %1</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Wcześniej</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Później</translation>
    </message>
</context>
</TS>
