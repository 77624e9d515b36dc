<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Fault</name>
    <message>
        <source>There is no probe at this slot's USB port.</source>
        <translation>No hay ningún programador en el puerto USB de esta posición.</translation>
    </message>
    <message>
        <source>Call the supervisor: the probe of this slot is unplugged.</source>
        <translation>Llame al supervisor: el programador de esta posición está desconectado.</translation>
    </message>
    <message>
        <source>The probe lost its USB connection while it was working.</source>
        <translation>El programador perdió la conexión USB mientras trabajaba.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Call the supervisor to check the cable.</source>
        <translation>Ponga la placa en la caja roja. Llame al supervisor para que revise el cable.</translation>
    </message>
    <message>
        <source>The probe stopped answering.</source>
        <translation>El programador dejó de responder.</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Second time: call the supervisor.</source>
        <translation>Ponga la placa en la caja roja. La segunda vez: llame al supervisor.</translation>
    </message>
    <message>
        <source>The probe refused a USB transfer.</source>
        <translation>El programador rechazó una transferencia USB.</translation>
    </message>
    <message>
        <source>The probe sent an incomplete answer.</source>
        <translation>El programador envió una respuesta incompleta.</translation>
    </message>
    <message>
        <source>The probe sent more than it was asked for.</source>
        <translation>El programador envió más de lo que se le pidió.</translation>
    </message>
    <message>
        <source>Another program is using this probe.</source>
        <translation>Otro programa está usando este programador.</translation>
    </message>
    <message>
        <source>Call the supervisor: close the other program.</source>
        <translation>Llame al supervisor: hay que cerrar el otro programa.</translation>
    </message>
    <message>
        <source>The station may not open this probe.</source>
        <translation>La estación no tiene permiso para abrir este programador.</translation>
    </message>
    <message>
        <source>Call the engineer: the USB permission rules are not installed.</source>
        <translation>Llame al ingeniero: faltan las reglas de permisos de USB.</translation>
    </message>
    <message>
        <source>The USB transfer failed.</source>
        <translation>La transferencia USB falló.</translation>
    </message>
    <message>
        <source>The firmware of this probe is too old.</source>
        <translation>El firmware de este programador es demasiado antiguo.</translation>
    </message>
    <message>
        <source>Call the supervisor. Do not use this slot.</source>
        <translation>Llame al supervisor. No use esta posición.</translation>
    </message>
    <message>
        <source>The probe is stuck in a mode that cannot program.</source>
        <translation>El programador está atascado en un modo en el que no puede programar.</translation>
    </message>
    <message>
        <source>Call the supervisor: unplug the probe and plug it in again.</source>
        <translation>Llame al supervisor: desconecte el programador y vuelva a conectarlo.</translation>
    </message>
    <message>
        <source>The probe does not know a command it must know.</source>
        <translation>El programador no conoce una orden que debe conocer.</translation>
    </message>
    <message>
        <source>The probe gave an impossible answer.</source>
        <translation>El programador dio una respuesta imposible.</translation>
    </message>
    <message>
        <source>Another probe than the expected one is plugged into this slot's port.</source>
        <translation>En el puerto de esta posición hay otro programador que el esperado.</translation>
    </message>
    <message>
        <source>The probe refused a command.</source>
        <translation>El programador rechazó una orden.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor if it happens again.</source>
        <translation>Ponga la placa en la caja roja y llame al supervisor si vuelve a ocurrir.</translation>
    </message>
    <message>
        <source>The supply voltage of the board is outside the allowed window.</source>
        <translation>La tensión de alimentación de la placa está fuera del margen permitido.</translation>
    </message>
    <message>
        <source>Take the board out, put it back firmly, press Start. Second time: red bin.</source>
        <translation>Saque la placa, colóquela con firmeza y pulse Inicio. La segunda vez: caja roja.</translation>
    </message>
    <message>
        <source>The board does not answer.</source>
        <translation>La placa no responde.</translation>
    </message>
    <message>
        <source>The chip stayed busy for too long.</source>
        <translation>El chip estuvo ocupado demasiado tiempo.</translation>
    </message>
    <message>
        <source>The chip refused an access.</source>
        <translation>El chip rechazó un acceso.</translation>
    </message>
    <message>
        <source>The connection to the board has transmission errors.</source>
        <translation>La conexión con la placa tiene errores de transmisión.</translation>
    </message>
    <message>
        <source>The connection to the chip failed.</source>
        <translation>Falló la conexión con el chip.</translation>
    </message>
    <message>
        <source>The debug port of the chip did not power up.</source>
        <translation>El puerto de depuración del chip no se encendió.</translation>
    </message>
    <message>
        <source>The connection to the board is not reliable.</source>
        <translation>La conexión con la placa no es fiable.</translation>
    </message>
    <message>
        <source>The probe could not open the chip's access port.</source>
        <translation>El programador no pudo abrir el puerto de acceso del chip.</translation>
    </message>
    <message>
        <source>The chip did not reset when told to.</source>
        <translation>El chip no se reinició cuando se le ordenó.</translation>
    </message>
    <message>
        <source>The chip did not stop when told to.</source>
        <translation>El chip no se detuvo cuando se le ordenó.</translation>
    </message>
    <message>
        <source>The chip's core did not hand over a register.</source>
        <translation>El núcleo del chip no entregó un registro.</translation>
    </message>
    <message>
        <source>The chip's core is locked up.</source>
        <translation>El núcleo del chip está bloqueado.</translation>
    </message>
    <message>
        <source>The probe refused an unaligned access.</source>
        <translation>El programador rechazó un acceso no alineado.</translation>
    </message>
    <message>
        <source>The probe refused the SWD clock speed.</source>
        <translation>El programador rechazó la velocidad del reloj SWD.</translation>
    </message>
    <message>
        <source>A clock inside the chip did not become ready.</source>
        <translation>Un reloj interno del chip no llegó a estar listo.</translation>
    </message>
    <message>
        <source>This chip type is not known.</source>
        <translation>Este tipo de chip no se conoce.</translation>
    </message>
    <message>
        <source>Wrong board? Compare with the work order, then red bin.</source>
        <translation>¿Placa equivocada? Compare con la orden de trabajo; después, caja roja.</translation>
    </message>
    <message>
        <source>The chip's identity could not be read properly.</source>
        <translation>No se pudo leer bien la identidad del chip.</translation>
    </message>
    <message>
        <source>This chip is not the one the recipe is for.</source>
        <translation>Este chip no es aquel para el que se hizo la receta.</translation>
    </message>
    <message>
        <source>The chip reports an impossible flash size.</source>
        <translation>El chip indica un tamaño de flash imposible.</translation>
    </message>
    <message>
        <source>Put the board into the red bin.</source>
        <translation>Ponga la placa en la caja roja.</translation>
    </message>
    <message>
        <source>The chip's unique number is not plausible.</source>
        <translation>El número único del chip no es verosímil.</translation>
    </message>
    <message>
        <source>The board was changed while it was being programmed.</source>
        <translation>Se cambió la placa mientras se programaba.</translation>
    </message>
    <message>
        <source>Put both boards into the red bin and call the supervisor.</source>
        <translation>Ponga las dos placas en la caja roja y llame al supervisor.</translation>
    </message>
    <message>
        <source>The new firmware did not show itself after its start.</source>
        <translation>El firmware nuevo no se mostró después de arrancar.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory reported an error.</source>
        <translation>El cargador de la receta para una memoria informó de un error.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory wrote where it must not.</source>
        <translation>El cargador de la receta para una memoria escribió donde no debe.</translation>
    </message>
    <message>
        <source>A part of the chip's flash was changed that had to stay as it was.</source>
        <translation>Cambió una parte de la flash del chip que debía quedar como estaba.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory is malformed.</source>
        <translation>El cargador de la receta para una memoria está mal formado.</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory does not fit into the chip.</source>
        <translation>El cargador de la receta para una memoria no cabe en el chip.</translation>
    </message>
    <message>
        <source>The serial numbers of this recipe are used up.</source>
        <translation>Los números de serie de esta receta se han agotado.</translation>
    </message>
    <message>
        <source>This slot was locked after several failures in a row.</source>
        <translation>Esta posición se bloqueó tras varios fallos seguidos.</translation>
    </message>
    <message>
        <source>Use another slot and call the supervisor.</source>
        <translation>Use otra posición y llame al supervisor.</translation>
    </message>
    <message>
        <source>This was the drill: the slot found the fault that was put in on purpose.</source>
        <translation>Era el ejercicio: la posición encontró el fallo puesto a propósito.</translation>
    </message>
    <message>
        <source>Leave the board in and press Start.</source>
        <translation>Deje la placa dentro y pulse Inicio.</translation>
    </message>
    <message>
        <source>The slot did not find a fault that was put in on purpose.</source>
        <translation>La posición no encontró un fallo puesto a propósito.</translation>
    </message>
    <message>
        <source>The recipe&apos;s table of unit data is malformed.</source>
        <translation>La tabla de datos por unidad de la receta está mal formada.</translation>
    </message>
    <message>
        <source>The check digit of this serial number is wrong.</source>
        <translation>El dígito de control de este número de serie es incorrecto.</translation>
    </message>
    <message>
        <source>Scan the label again; if it was typed, compare every digit.</source>
        <translation>Escanee otra vez la etiqueta; si se tecleó, compare cada cifra.</translation>
    </message>
    <message>
        <source>The recipe has no data for this serial number.</source>
        <translation>La receta no tiene datos para este número de serie.</translation>
    </message>
    <message>
        <source>The chip is read-protected.</source>
        <translation>El chip está protegido contra lectura.</translation>
    </message>
    <message>
        <source>Already programmed? Call the supervisor.</source>
        <translation>¿Ya programado? Llame al supervisor.</translation>
    </message>
    <message>
        <source>Part of the chip's flash is write-protected.</source>
        <translation>Parte de la flash del chip está protegida contra escritura.</translation>
    </message>
    <message>
        <source>The chip does not look like a genuine STM32.</source>
        <translation>El chip no parece un STM32 auténtico.</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor.</source>
        <translation>Ponga la placa en la caja roja y llame al supervisor.</translation>
    </message>
    <message>
        <source>The processor core does not belong to this chip type.</source>
        <translation>El núcleo del procesador no corresponde a este tipo de chip.</translation>
    </message>
    <message>
        <source>The chip's option bytes are not as the recipe expects.</source>
        <translation>Los bytes de opciones del chip no son los que espera la receta.</translation>
    </message>
    <message>
        <source>The loader in the chip's memory does not read back as it was written.</source>
        <translation>El cargador en la memoria del chip no se lee como se escribió.</translation>
    </message>
    <message>
        <source>The loader did not start in the chip.</source>
        <translation>El cargador no arrancó en el chip.</translation>
    </message>
    <message>
        <source>The loader in the chip stopped answering.</source>
        <translation>El cargador en el chip dejó de responder.</translation>
    </message>
    <message>
        <source>The loader in the chip crashed.</source>
        <translation>El cargador en el chip falló.</translation>
    </message>
    <message>
        <source>The flash of the chip did not unlock.</source>
        <translation>La flash del chip no se desbloqueó.</translation>
    </message>
    <message>
        <source>The chip reported an error while erasing.</source>
        <translation>El chip informó de un error al borrar.</translation>
    </message>
    <message>
        <source>Erasing took far too long.</source>
        <translation>El borrado tardó demasiado.</translation>
    </message>
    <message>
        <source>The flash is not empty after erasing.</source>
        <translation>La flash no está vacía después de borrar.</translation>
    </message>
    <message>
        <source>The chip reported an error while programming.</source>
        <translation>El chip informó de un error al programar.</translation>
    </message>
    <message>
        <source>Programming took far too long.</source>
        <translation>La programación tardó demasiado.</translation>
    </message>
    <message>
        <source>The chip refused to change a protected part of its flash.</source>
        <translation>El chip se negó a cambiar una parte protegida de su flash.</translation>
    </message>
    <message>
        <source>The chip did not confirm every byte it was given.</source>
        <translation>El chip no confirmó cada byte que recibió.</translation>
    </message>
    <message>
        <source>Data arrived damaged in the chip's memory.</source>
        <translation>Los datos llegaron dañados a la memoria del chip.</translation>
    </message>
    <message>
        <source>The supply voltage of the board dropped while it was being programmed.</source>
        <translation>La tensión de la placa cayó mientras se programaba.</translation>
    </message>
    <message>
        <source>What is in the chip is not what was to be programmed.</source>
        <translation>Lo que hay en el chip no es lo que se debía programar.</translation>
    </message>
    <message>
        <source>The chip's flash reads back differently from the plan.</source>
        <translation>La flash del chip se lee distinta de lo previsto.</translation>
    </message>
    <message>
        <source>The spot check through the debug port contradicts the plan.</source>
        <translation>La muestra leída por el puerto de depuración contradice lo previsto.</translation>
    </message>
    <message>
        <source>The checking routine does not read back as it was written.</source>
        <translation>La rutina de comprobación no se lee como se escribió.</translation>
    </message>
    <message>
        <source>The flash could not be checked.</source>
        <translation>No se pudo comprobar la flash.</translation>
    </message>
    <message>
        <source>The proof for this board is not complete.</source>
        <translation>La prueba de esta placa no está completa.</translation>
    </message>
    <message>
        <source>The chip's option bytes could not be written.</source>
        <translation>No se pudieron escribir los bytes de opciones del chip.</translation>
    </message>
    <message>
        <source>The read protection is set but does not protect.</source>
        <translation>La protección contra lectura está puesta pero no protege.</translation>
    </message>
    <message>
        <source>The read protection could not be removed.</source>
        <translation>No se pudo quitar la protección contra lectura.</translation>
    </message>
    <message>
        <source>A file could not be read.</source>
        <translation>No se pudo leer un archivo.</translation>
    </message>
    <message>
        <source>Call the engineer. Nothing was written to the board.</source>
        <translation>Llame al ingeniero. No se escribió nada en la placa.</translation>
    </message>
    <message>
        <source>The firmware file is malformed.</source>
        <translation>El archivo de firmware está mal formado.</translation>
    </message>
    <message>
        <source>A checksum inside the firmware file is wrong.</source>
        <translation>Una suma de control del archivo de firmware es incorrecta.</translation>
    </message>
    <message>
        <source>The firmware file ends too early.</source>
        <translation>El archivo de firmware termina demasiado pronto.</translation>
    </message>
    <message>
        <source>The firmware file writes the same address twice.</source>
        <translation>El archivo de firmware escribe dos veces la misma dirección.</translation>
    </message>
    <message>
        <source>The firmware does not fit into the chip's flash.</source>
        <translation>El firmware no cabe en la flash del chip.</translation>
    </message>
    <message>
        <source>The firmware file contains no data.</source>
        <translation>El archivo de firmware no contiene datos.</translation>
    </message>
    <message>
        <source>A file is larger than allowed.</source>
        <translation>Un archivo es mayor de lo permitido.</translation>
    </message>
    <message>
        <source>The firmware file is not the one that was released.</source>
        <translation>El archivo de firmware no es el que se liberó.</translation>
    </message>
    <message>
        <source>The recipe is malformed.</source>
        <translation>La receta está mal formada.</translation>
    </message>
    <message>
        <source>The recipe contains an invalid value.</source>
        <translation>La receta contiene un valor no válido.</translation>
    </message>
    <message>
        <source>The recipe is not signed.</source>
        <translation>La receta no está firmada.</translation>
    </message>
    <message>
        <source>The signature of the recipe is not valid.</source>
        <translation>La firma de la receta no es válida.</translation>
    </message>
    <message>
        <source>The release of this recipe is not valid yet.</source>
        <translation>La liberación de esta receta todavía no es válida.</translation>
    </message>
    <message>
        <source>The release of this recipe has expired.</source>
        <translation>La liberación de esta receta ha caducado.</translation>
    </message>
    <message>
        <source>The recipe has too few release signatures.</source>
        <translation>La receta tiene muy pocas firmas de liberación.</translation>
    </message>
    <message>
        <source>The list of people who may release recipes cannot be read.</source>
        <translation>No se puede leer la lista de quienes pueden liberar recetas.</translation>
    </message>
    <message>
        <source>This board has no serial number yet.</source>
        <translation>Esta placa todavía no tiene número de serie.</translation>
    </message>
    <message>
        <source>Scan the label of the board, then press Start.</source>
        <translation>Escanee la etiqueta de la placa y después pulse Inicio.</translation>
    </message>
    <message>
        <source>This is not a serial number of this product.</source>
        <translation>Este no es un número de serie de este producto.</translation>
    </message>
    <message>
        <source>Scan the label of the board in this slot.</source>
        <translation>Escanee la etiqueta de la placa de esta posición.</translation>
    </message>
    <message>
        <source>This serial number was already used for another board.</source>
        <translation>Este número de serie ya se usó para otra placa.</translation>
    </message>
    <message>
        <source>Set the board aside and call the supervisor: the label is wrong.</source>
        <translation>Aparte la placa y llame al supervisor: la etiqueta es incorrecta.</translation>
    </message>
    <message>
        <source>This board was already programmed under another serial number.</source>
        <translation>Esta placa ya se programó con otro número de serie.</translation>
    </message>
    <message>
        <source>The same board is still in the slot.</source>
        <translation>La misma placa sigue en la posición.</translation>
    </message>
    <message>
        <source>Take the board out and put in the next one.</source>
        <translation>Saque la placa y ponga la siguiente.</translation>
    </message>
    <message>
        <source>This slot is already working.</source>
        <translation>Esta posición ya está trabajando.</translation>
    </message>
    <message>
        <source>Wait for the result. The press was counted and did nothing.</source>
        <translation>Espere el resultado. La pulsación se contó y no hizo nada.</translation>
    </message>
    <message>
        <source>No recipe is active.</source>
        <translation>No hay ninguna receta activa.</translation>
    </message>
    <message>
        <source>Call the engineer.</source>
        <translation>Llame al ingeniero.</translation>
    </message>
    <message>
        <source>The attempt was stopped.</source>
        <translation>Se detuvo el intento.</translation>
    </message>
    <message>
        <source>The station stopped in the middle of this board.</source>
        <translation>La estación se detuvo en medio de esta placa.</translation>
    </message>
    <message>
        <source>Treat the board as bad: red bin.</source>
        <translation>Trate la placa como mala: caja roja.</translation>
    </message>
    <message>
        <source>The serial number cannot be stored in the recipe's format.</source>
        <translation>El número de serie no se puede guardar en el formato de la receta.</translation>
    </message>
    <message>
        <source>There is no such slot.</source>
        <translation>No existe esa posición.</translation>
    </message>
    <message>
        <source>Check the slot's name.</source>
        <translation>Revise el nombre de la posición.</translation>
    </message>
    <message>
        <source>This board has already passed.</source>
        <translation>Esta placa ya se aprobó.</translation>
    </message>
    <message>
        <source>Take it out. A rework needs the supervisor.</source>
        <translation>Sáquela. Un retrabajo necesita al supervisor.</translation>
    </message>
    <message>
        <source>There is no board in this slot.</source>
        <translation>No hay ninguna placa en esta posición.</translation>
    </message>
    <message>
        <source>Put a board in, then press Start.</source>
        <translation>Ponga una placa y después pulse Inicio.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this line.</source>
        <translation>Nadie ha iniciado sesión en esta línea.</translation>
    </message>
    <message>
        <source>Scan your badge, then press Start.</source>
        <translation>Escanee su tarjeta y después pulse Inicio.</translation>
    </message>
    <message>
        <source>This badge or name is not known at this station.</source>
        <translation>Esta tarjeta o este nombre no se conoce en esta estación.</translation>
    </message>
    <message>
        <source>Scan the badge again. Second time: call the supervisor.</source>
        <translation>Escanee otra vez la tarjeta. La segunda vez: llame al supervisor.</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>El PIN es incorrecto.</translation>
    </message>
    <message>
        <source>Type it again. Too many wrong ones lock the person for a time.</source>
        <translation>Tecléelo otra vez. Demasiados errores bloquean a la persona un tiempo.</translation>
    </message>
    <message>
        <source>This person is locked after too many wrong PINs.</source>
        <translation>Esta persona está bloqueada por demasiados PIN incorrectos.</translation>
    </message>
    <message>
        <source>Wait, or call somebody who may unlock people.</source>
        <translation>Espere, o llame a alguien que pueda desbloquear personas.</translation>
    </message>
    <message>
        <source>This person's role does not allow this.</source>
        <translation>El rol de esta persona no lo permite.</translation>
    </message>
    <message>
        <source>Call somebody whose role does.</source>
        <translation>Llame a alguien cuyo rol lo permita.</translation>
    </message>
    <message>
        <source>A person cannot have this name.</source>
        <translation>Una persona no puede tener este nombre.</translation>
    </message>
    <message>
        <source>Use the name of the human being.</source>
        <translation>Use el nombre del ser humano.</translation>
    </message>
    <message>
        <source>Somebody has this name or badge already.</source>
        <translation>Alguien tiene ya este nombre o esta tarjeta.</translation>
    </message>
    <message>
        <source>Use another one; those of a retired person are not given again.</source>
        <translation>Use otro; los de una persona retirada no se vuelven a dar.</translation>
    </message>
    <message>
        <source>This PIN or badge cannot be used.</source>
        <translation>Este PIN o esta tarjeta no se puede usar.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Elija otro.</translation>
    </message>
    <message>
        <source>This is only done for a reason, and none was given.</source>
        <translation>Esto solo se hace por un motivo, y no se dio ninguno.</translation>
    </message>
    <message>
        <source>Say why; it goes on record.</source>
        <translation>Diga por qué; queda registrado.</translation>
    </message>
    <message>
        <source>Nobody would be left who may manage people.</source>
        <translation>No quedaría nadie que pueda gestionar personas.</translation>
    </message>
    <message>
        <source>Add another supervisor or engineer first.</source>
        <translation>Añada primero otro supervisor o ingeniero.</translation>
    </message>
    <message>
        <source>The record of this board could not be written.</source>
        <translation>No se pudo escribir el registro de esta placa.</translation>
    </message>
    <message>
        <source>Stop. Call the supervisor. Do not ship this board.</source>
        <translation>Pare. Llame al supervisor. No envíe esta placa.</translation>
    </message>
    <message>
        <source>The station's records do not check out.</source>
        <translation>Los registros de la estación no cuadran.</translation>
    </message>
    <message>
        <source>The station's disk is full.</source>
        <translation>El disco de la estación está lleno.</translation>
    </message>
    <message>
        <source>The station's settings are malformed.</source>
        <translation>Los ajustes de la estación están mal formados.</translation>
    </message>
    <message>
        <source>The station's settings contain an invalid value.</source>
        <translation>Los ajustes de la estación contienen un valor no válido.</translation>
    </message>
    <message>
        <source>Another Greenlight is already running on these records.</source>
        <translation>Otro Greenlight ya trabaja con estos registros.</translation>
    </message>
    <message>
        <source>Close the other one first.</source>
        <translation>Cierre primero el otro.</translation>
    </message>
    <message>
        <source>The station's signing key cannot be used.</source>
        <translation>La clave de firma de la estación no se puede usar.</translation>
    </message>
    <message>
        <source>A firmware file of the active recipe was revoked.</source>
        <translation>Un archivo de firmware de la receta activa fue revocado.</translation>
    </message>
    <message>
        <source>A file could not be written.</source>
        <translation>No se pudo escribir un archivo.</translation>
    </message>
    <message>
        <source>Check its folder and the free space of the disk, then try again.</source>
        <translation>Revise su carpeta y el espacio libre del disco, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This recipe locks chips for ever, and no supervisor has allowed it.</source>
        <translation>Esta receta bloquea chips para siempre, y ningún supervisor lo ha permitido.</translation>
    </message>
    <message>
        <source>Call the supervisor to allow it, then press Start again.</source>
        <translation>Llame al supervisor para que lo permita y pulse Inicio otra vez.</translation>
    </message>
    <message>
        <source>A copy of the records is not what they are.</source>
        <translation>Una copia de los registros no es igual a ellos.</translation>
    </message>
    <message>
        <source>Do not rely on the copy. Make it again.</source>
        <translation>No confíe en la copia. Hágala de nuevo.</translation>
    </message>
    <message>
        <source>These records end earlier than records known to have been written.</source>
        <translation>Estos registros terminan antes que otros que se sabe que se escribieron.</translation>
    </message>
    <message>
        <source>Find the newer records. Going on from these would lose units.</source>
        <translation>Busque los registros más nuevos. Seguir desde estos perdería unidades.</translation>
    </message>
    <message>
        <source>These records are in an archive that is not in its place.</source>
        <translation>Estos registros están en un archivo histórico que no está en su sitio.</translation>
    </message>
    <message>
        <source>Put the archive back into its folder, then try again.</source>
        <translation>Devuelva el archivo histórico a su carpeta y vuelva a intentarlo.</translation>
    </message>
    <message>
        <source>The work was cancelled and left no file behind.</source>
        <translation>El trabajo se canceló y no dejó ningún archivo.</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>Inícielo otra vez si todavía se quiere.</translation>
    </message>
    <message>
        <source>This file is not what the station exported.</source>
        <translation>Este archivo no es el que exportó la estación.</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask the station for a new export.</source>
        <translation>No confíe en él. Pida a la estación una exportación nueva.</translation>
    </message>
    <message>
        <source>The board has no confirmed record.</source>
        <translation>La placa no tiene un registro confirmado.</translation>
    </message>
    <message>
        <source>The station's file of PINs cannot be used.</source>
        <translation>El archivo de PIN de la estación no se puede usar.</translation>
    </message>
    <message>
        <source>The station's software found an error in itself.</source>
        <translation>El software de la estación encontró un error en sí mismo.</translation>
    </message>
    <message>
        <source>This slot was locked, and a golden board has to pass in it first.</source>
        <translation>Esta posición estaba bloqueada y antes debe pasar en ella una placa patrón.</translation>
    </message>
    <message>
        <source>Take this board out and put the golden board in. Nothing was changed.</source>
        <translation>Saque esta placa y ponga la placa patrón. No se cambió nada.</translation>
    </message>
    <message>
        <source>This is a golden board and no product.</source>
        <translation>Esta es una placa patrón, no un producto.</translation>
    </message>
    <message>
        <source>Put it back where it is kept and put in the next board. Nothing was changed.</source>
        <translation>Devuélvala a su sitio y ponga la siguiente placa. No se cambió nada.</translation>
    </message>
    <message>
        <source>What was scanned is no label as this station's scanner marks them.</source>
        <translation>Lo escaneado no es una etiqueta tal como las marca el escáner de esta estación.</translation>
    </message>
    <message>
        <source>Scan the label of the board. Second time: call the engineer.</source>
        <translation>Escanee la etiqueta de la placa. A la segunda vez: llame al ingeniero.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Preparing</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Identifying</source>
        <translation>Identificando</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Comparando</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Cargando</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>Borrando</translation>
    </message>
    <message>
        <source>Programming</source>
        <translation>Programando</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Verificando</translation>
    </message>
    <message>
        <source>Starting the product</source>
        <translation>Arrancando el producto</translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>Protegiendo</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Terminando</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Registrando</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>APROBADA</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>RECHAZADA</translation>
    </message>
    <message>
        <source>ERROR</source>
        <translation>ERROR</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>DETENIDA</translation>
    </message>
    <message>
        <source>INTERRUPTED</source>
        <translation>INTERRUMPIDA</translation>
    </message>
    <message>
        <source>EMPTY</source>
        <translation>VACÍA</translation>
    </message>
    <message>
        <source>BOARD IN</source>
        <translation>PLACA DENTRO</translation>
    </message>
    <message>
        <source>WORKING</source>
        <translation>TRABAJANDO</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>SIN REGISTRO</translation>
    </message>
    <message>
        <source>OUT OF ORDER</source>
        <translation>AVERÍA</translation>
    </message>
    <message>
        <source>Put a board in</source>
        <translation>Ponga una placa</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Escanee su tarjeta</translation>
    </message>
    <message>
        <source>Scan the label</source>
        <translation>Escanee la etiqueta</translation>
    </message>
    <message>
        <source>START</source>
        <translation>INICIO</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Espere</translation>
    </message>
    <message>
        <source>Take the board out</source>
        <translation>Saque la placa</translation>
    </message>
    <message>
        <source>Red bin</source>
        <translation>Caja roja</translation>
    </message>
    <message>
        <source>Call the supervisor</source>
        <translation>Llame al supervisor</translation>
    </message>
    <message>
        <source>START AGAIN</source>
        <translation>INICIO OTRA VEZ</translation>
    </message>
    <message>
        <source>Put a board into slot %1.</source>
        <translation>Ponga una placa en la posición %1.</translation>
    </message>
    <message>
        <source>Scan your badge to sign in.</source>
        <translation>Escanee su tarjeta para iniciar sesión.</translation>
    </message>
    <message>
        <source>Scan the label of the board in slot %1.</source>
        <translation>Escanee la etiqueta de la placa de la posición %1.</translation>
    </message>
    <message>
        <source>Press Start for slot %1.</source>
        <translation>Pulse Inicio en la posición %1.</translation>
    </message>
    <message>
        <source>Wait for the result.</source>
        <translation>Espere el resultado.</translation>
    </message>
    <message>
        <source>Take the good board out of slot %1.</source>
        <translation>Saque la placa buena de la posición %1.</translation>
    </message>
    <message>
        <source>Put boards into slots %1.</source>
        <translation>Ponga placas en las posiciones %1.</translation>
    </message>
    <message>
        <source>Scan the labels of the boards in slots %1.</source>
        <translation>Escanee las etiquetas de las placas de las posiciones %1.</translation>
    </message>
    <message>
        <source>Press Start for slots %1.</source>
        <translation>Pulse Inicio en las posiciones %1.</translation>
    </message>
    <message>
        <source>Wait for the results.</source>
        <translation>Espere los resultados.</translation>
    </message>
    <message>
        <source>Take the good boards out of slots %1.</source>
        <translation>Saque las placas buenas de las posiciones %1.</translation>
    </message>
    <message>
        <source>Slot %1: %2</source>
        <translation>Posición %1: %2</translation>
    </message>
    <message>
        <source>This station has no slots. Call the supervisor.</source>
        <translation>Esta estación no tiene posiciones. Llame al supervisor.</translation>
    </message>
    <message>
        <source>The station does not answer. Do not press, do not ship these boards. Call the supervisor.</source>
        <translation>La estación no responde. No pulse, no envíe estas placas. Llame al supervisor.</translation>
    </message>
    <message>
        <source>The press did nothing.</source>
        <translation>La pulsación no hizo nada.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operario</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Calidad</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>Ingeniero</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Nadie ha iniciado sesión</translation>
    </message>
    <message>
        <source>%1 of %2; 95 %: %3 to %4</source>
        <translation>%1 de %2; 95 %: de %3 a %4</translation>
    </message>
    <message>
        <source>of nothing</source>
        <translation>de nada</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>todos los demás</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>Este turno</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Esta semana</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Este mes</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Por hora</translation>
    </message>
    <message>
        <source>By shift</source>
        <translation>Por turno</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Por día</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>Por posición</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Por persona</translation>
    </message>
    <message>
        <source>By recipe</source>
        <translation>Por receta</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>Por producto</translation>
    </message>
    <message>
        <source>Attempts begun from %1 to %2; the journal has %3 entries</source>
        <translation>Intentos iniciados de %1 a %2; el diario tiene %3 entradas</translation>
    </message>
    <message>
        <source>Beside these: %1 refused, %2 drills, %3 attempts on boards without a name</source>
        <translation>Además: %1 rechazos, %2 ejercicios, %3 intentos en placas sin nombre</translation>
    </message>
    <message>
        <source>This can be neither a serial number nor the UID of a chip.</source>
        <translation>Esto no puede ser ni un número de serie ni el UID de un chip.</translation>
    </message>
    <message>
        <source>No attempt is on record under this name.</source>
        <translation>No hay ningún intento registrado con este nombre.</translation>
    </message>
    <message>
        <source>A file is named by the first %1 to 64 digits of its SHA-256, 0 to 9 and a to f.</source>
        <translation>Un archivo se nombra con las primeras %1 a 64 cifras de su SHA-256, de 0 a 9 y de a a f.</translation>
    </message>
    <message>
        <source>Several files on record begin with these digits. Give more of them.</source>
        <translation>Varios archivos registrados empiezan con estas cifras. Dé más cifras.</translation>
    </message>
    <message>
        <source>No file on record has a digest that begins so. No board was given it.</source>
        <translation>Ningún archivo registrado tiene un resumen que empiece así. Ninguna placa lo recibió.</translation>
    </message>
    <message>
        <source>%1 more are in the list of `greenlight recall`.</source>
        <translation>Hay %1 más en la lista de `greenlight recall`.</translation>
    </message>
    <message>
        <source>Revoked by %1: %2</source>
        <translation>Revocado por %1: %2</translation>
    </message>
    <message>
        <source>Release a locked slot</source>
        <translation>Liberar una posición bloqueada</translation>
    </message>
    <message>
        <source>Program a unit again</source>
        <translation>Programar otra vez una unidad</translation>
    </message>
    <message>
        <source>Lock chips for ever</source>
        <translation>Bloquear chips para siempre</translation>
    </message>
    <message>
        <source>Contacts cleaned</source>
        <translation>Contactos limpiados</translation>
    </message>
    <message>
        <source>Fixture repaired</source>
        <translation>Útil reparado</translation>
    </message>
    <message>
        <source>Cable or probe exchanged</source>
        <translation>Cable o programador cambiado</translation>
    </message>
    <message>
        <source>Checked with a good board</source>
        <translation>Probado con una placa buena</translation>
    </message>
    <message>
        <source>Newer firmware</source>
        <translation>Firmware más nuevo</translation>
    </message>
    <message>
        <source>Unit was repaired</source>
        <translation>La unidad se reparó</translation>
    </message>
    <message>
        <source>Quality asked for it</source>
        <translation>Lo pidió Calidad</translation>
    </message>
    <message>
        <source>Board of a returned unit</source>
        <translation>Placa de una unidad devuelta</translation>
    </message>
    <message>
        <source>Order of the customer</source>
        <translation>Pedido del cliente</translation>
    </message>
    <message>
        <source>First unit was approved</source>
        <translation>Primera unidad aprobada</translation>
    </message>
    <message>
        <source>Release of the series</source>
        <translation>Liberación de la serie</translation>
    </message>
    <message>
        <source>No slot is locked.</source>
        <translation>Ninguna posición está bloqueada.</translation>
    </message>
    <message>
        <source>For the next board of a slot, once.</source>
        <translation>Para la próxima placa de una posición, una vez.</translation>
    </message>
    <message>
        <source>The active recipe asks for it.</source>
        <translation>La receta activa lo pide.</translation>
    </message>
    <message>
        <source>No recipe asks for it.</source>
        <translation>Ninguna receta lo pide.</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>bloqueada</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>permitido</translation>
    </message>
    <message>
        <source>works</source>
        <translation>trabaja</translation>
    </message>
    <message>
        <source>The active recipe may lock chips for ever until another one takes its place.</source>
        <translation>La receta activa puede bloquear chips para siempre hasta que otra ocupe su lugar.</translation>
    </message>
    <message>
        <source>Slot %1 takes boards again.</source>
        <translation>La posición %1 vuelve a aceptar placas.</translation>
    </message>
    <message>
        <source>The next board in slot %1 may be a unit that passed before.</source>
        <translation>La próxima placa de la posición %1 puede ser una unidad ya aprobada.</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1 por hora</translation>
    </message>
    <message>
        <source>%1, needed %2</source>
        <translation>%1; hacen falta %2</translation>
    </message>
    <message>
        <source>ON TIME</source>
        <translation>A TIEMPO</translation>
    </message>
    <message>
        <source>BEHIND</source>
        <translation>RETRASO</translation>
    </message>
    <message>
        <source>REACHED</source>
        <translation>CUMPLIDO</translation>
    </message>
    <message>
        <source>Boards start by themselves.</source>
        <translation>Las placas arrancan solas.</translation>
    </message>
    <message>
        <source>There is no recipe in the folder of this station.</source>
        <translation>No hay ninguna receta en la carpeta de esta estación.</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Elija una receta</translation>
    </message>
    <message>
        <source>This one cannot be used</source>
        <translation>Esta no se puede usar</translation>
    </message>
    <message>
        <source>This one is active</source>
        <translation>Esta está activa</translation>
    </message>
    <message>
        <source>Not while a slot works</source>
        <translation>No mientras trabaja una posición</translation>
    </message>
    <message>
        <source>Not for your role</source>
        <translation>No permitido a su función</translation>
    </message>
    <message>
        <source>%1 %2 is active. Put in boards of %3.</source>
        <translation>%1 %2 está activa. Ponga placas de %3.</translation>
    </message>
    <message>
        <source>active</source>
        <translation>activa</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>no utilizable</translation>
    </message>
    <message>
        <source>Active until now</source>
        <translation>Activas hasta ahora</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>No utilizable</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fallo</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Liberada por</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Archivos</translation>
    </message>
    <message>
        <source>Nobody here signs in by a PIN. Scan your badge.</source>
        <translation>Aquí nadie inicia sesión con PIN. Escanee su tarjeta.</translation>
    </message>
    <message>
        <source>Units, workbook</source>
        <translation>Unidades, libro</translation>
    </message>
    <message>
        <source>one row a unit, XLSX</source>
        <translation>una fila por unidad, XLSX</translation>
    </message>
    <message>
        <source>Units, text</source>
        <translation>Unidades, texto</translation>
    </message>
    <message>
        <source>one row a unit, CSV</source>
        <translation>una fila por unidad, CSV</translation>
    </message>
    <message>
        <source>Attempts, workbook</source>
        <translation>Intentos, libro</translation>
    </message>
    <message>
        <source>one row an attempt, XLSX</source>
        <translation>una fila por intento, XLSX</translation>
    </message>
    <message>
        <source>Attempts, text</source>
        <translation>Intentos, texto</translation>
    </message>
    <message>
        <source>one row an attempt, CSV</source>
        <translation>una fila por intento, CSV</translation>
    </message>
    <message>
        <source>Attempts, all evidence</source>
        <translation>Intentos, toda la evidencia</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>líneas JSON</translation>
    </message>
    <message>
        <source>Units tested, CFX</source>
        <translation>Unidades probadas, CFX</translation>
    </message>
    <message>
        <source>IPC-2591 messages</source>
        <translation>mensajes IPC-2591</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 de %2 filas</translation>
    </message>
    <message>
        <source>%1 rows are in %2, with their manifest beside it.</source>
        <translation>%1 filas están en %2, con su manifiesto al lado.</translation>
    </message>
    <message>
        <source>Called off. No file was made.</source>
        <translation>Cancelado. No se creó ningún archivo.</translation>
    </message>
    <message>
        <source>The certificate is %1, with its manifest beside it.</source>
        <translation>El certificado es %1, con su manifiesto al lado.</translation>
    </message>
    <message>
        <source>Comparing the tables …</source>
        <translation>Comparando las tablas …</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 de %2 entradas</translation>
    </message>
    <message>
        <source>Called off. Nothing is known about the records.</source>
        <translation>Cancelado. No se sabe nada de los registros.</translation>
    </message>
    <message>
        <source>The records are not what was written. Entry %1 is %2: %3. Call quality, and keep the journal as it is.</source>
        <translation>Los registros no son lo que se escribió. La entrada %1 está "%2": %3. Llame a calidad y deje el diario como está.</translation>
    </message>
    <message>
        <source>The records are sound: %1 entries, %2 checkpoints, %3 attempts.</source>
        <translation>Los registros están íntegros: %1 entradas, %2 puntos de control, %3 intentos.</translation>
    </message>
    <message>
        <source>Archives are missing, so verdicts and tables were not recomputed.</source>
        <translation>Faltan archivos históricos, por eso no se recalcularon veredictos ni tablas.</translation>
    </message>
    <message>
        <source>The records are not what was written: %1, %2. Call quality, and keep the journal as it is.</source>
        <translation>Los registros no son lo que se escribió: %1, %2. Llame a calidad y deje el diario como está.</translation>
    </message>
    <message>
        <source>No ST-LINK is plugged in. Plug one in, and it appears here.</source>
        <translation>No hay ningún ST-LINK conectado. Al conectar uno aparecerá aquí.</translation>
    </message>
    <message>
        <source>The line is not open</source>
        <translation>La línea no está abierta</translation>
    </message>
    <message>
        <source>Training has its own slots</source>
        <translation>El entrenamiento tiene sus posiciones</translation>
    </message>
    <message>
        <source>Training has its own settings</source>
        <translation>El entrenamiento tiene sus ajustes</translation>
    </message>
    <message>
        <source>That is slot %1, at %2.</source>
        <translation>Es la posición %1, en %2.</translation>
    </message>
    <message>
        <source>Several moved at once. One at a time.</source>
        <translation>Varios a la vez. De uno en uno.</translation>
    </message>
    <message>
        <source>That one is slot %1 already.</source>
        <translation>Ese ya es la posición %1.</translation>
    </message>
    <message>
        <source>Plug in the probe of slot %1, or put a board into it.</source>
        <translation>Conecte el programador de la posición %1 o ponga allí una placa.</translation>
    </message>
    <message>
        <source>All slots have their sockets.</source>
        <translation>Todas las posiciones tienen su puerto.</translation>
    </message>
    <message>
        <source>The slots are those that you showed. The line opens anew.</source>
        <translation>Las posiciones son las que mostró. La línea se abre de nuevo.</translation>
    </message>
    <message>
        <source>No attempt in %1 days</source>
        <translation>Ningún intento en %1 días</translation>
    </message>
    <message>
        <source>%1 attempts in %2 days, %3 not passed, %4 by probe or wires</source>
        <translation>%1 intentos en %2 días, %3 no aprobados, %4 por programador o cables</translation>
    </message>
    <message>
        <source>There is no probe here.</source>
        <translation>Aquí no hay programador.</translation>
    </message>
    <message>
        <source>Locked for its failures</source>
        <translation>Bloqueada por sus fallos</translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>Posición %1</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>Sin posición</translation>
    </message>
    <message>
        <source>This probe is at no slot's socket.</source>
        <translation>Este programador no está en ninguna posición.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Inicio de sesión</translation>
    </message>
    <message>
        <source>Whether a press needs somebody who has signed in.</source>
        <translation>Si para pulsar hace falta haber iniciado sesión.</translation>
    </message>
    <message>
        <source>Sign out after, s</source>
        <translation>Cerrar sesión tras, s</translation>
    </message>
    <message>
        <source>Seconds without a press until nobody is signed in any more. 0 = never.</source>
        <translation>Segundos sin pulsar hasta que se cierra la sesión. 0 = nunca.</translation>
    </message>
    <message>
        <source>Failures that lock a slot</source>
        <translation>Fallos que bloquean una posición</translation>
    </message>
    <message>
        <source>So many in a row, and the slot takes no board until somebody releases it. 0 = never.</source>
        <translation>Tantos seguidos y la posición no acepta placas hasta que alguien la libere. 0 = nunca.</translation>
    </message>
    <message>
        <source>Daily drill</source>
        <translation>Simulacro diario</translation>
    </message>
    <message>
        <source>The first board of each slot and day is proven against a wrong plan and has to go red.</source>
        <translation>La primera placa de cada posición y día se verifica contra un plan erróneo y debe salir roja.</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>Manos libres</translation>
    </message>
    <message>
        <source>A board that is put in starts by itself.</source>
        <translation>Una placa colocada arranca sola.</translation>
    </message>
    <message>
        <source>Work order prefix</source>
        <translation>Prefijo de la orden</translation>
    </message>
    <message>
        <source>A label that begins with this names the work order. Empty = none does.</source>
        <translation>Una etiqueta que empieza así nombra la orden. Vacío = ninguna.</translation>
    </message>
    <message>
        <source>Target per shift</source>
        <translation>Objetivo por turno</translation>
    </message>
    <message>
        <source>Units that a shift is to pass. 0 = no target.</source>
        <translation>Unidades que debe aprobar un turno. 0 = sin objetivo.</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Noche</translation>
    </message>
    <message>
        <source>Dark grounds when the station starts.</source>
        <translation>Fondos oscuros al arrancar la estación.</translation>
    </message>
    <message>
        <source>Letters, percent</source>
        <translation>Letras, por ciento</translation>
    </message>
    <message>
        <source>Of the usual size when the station starts, 100 to 150.</source>
        <translation>Del tamaño habitual al arrancar, de 100 a 150.</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>Carpeta de exportación</translation>
    </message>
    <message>
        <source>Where files go that are exported at the screen. Empty = exports in the data folder.</source>
        <translation>Adónde van los archivos exportados en pantalla. Vacío = exports en la carpeta de datos.</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Carpeta de copias</translation>
    </message>
    <message>
        <source>On another disk. Each copy is a new file there, and none is ever removed.</source>
        <translation>En otro disco. Cada copia es un archivo nuevo y ninguna se borra nunca.</translation>
    </message>
    <message>
        <source>Time of the backup</source>
        <translation>Hora de la copia</translation>
    </message>
    <message>
        <source>Each day at this time, such as 02:00, while the line goes on.</source>
        <translation>Cada día a esta hora, p. ej. 02:00, mientras la línea sigue.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Obligatorio</translation>
    </message>
    <message>
        <source>Nobody signs in</source>
        <translation>Nadie inicia sesión</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>Taken. The line opens anew.</source>
        <translation>Aplicado. La línea se abre de nuevo.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>No folder for backups is set: [backup] folder in the settings.</source>
        <translation>No hay carpeta de copias: [backup] folder en los ajustes.</translation>
    </message>
    <message>
        <source>Each day at %1 into %2.</source>
        <translation>Cada día a las %1 en %2.</translation>
    </message>
    <message>
        <source>No folder is set</source>
        <translation>No hay carpeta</translation>
    </message>
    <message>
        <source>Verifying the copy …</source>
        <translation>Verificando la copia …</translation>
    </message>
    <message>
        <source>Copying the records …</source>
        <translation>Copiando los registros …</translation>
    </message>
    <message>
        <source>Copied and verified: %1 entries are in %2.</source>
        <translation>Copiado y verificado: %1 entradas en %2.</translation>
    </message>
    <message>
        <source>%1 entries, by %2</source>
        <translation>%1 entradas, por %2</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Station key</source>
        <translation>Clave de la estación</translation>
    </message>
    <message>
        <source>Release authority</source>
        <translation>Autoridad de liberación</translation>
    </message>
    <message>
        <source>Loaders</source>
        <translation>Cargadores</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Comprobando …</translation>
    </message>
    <message>
        <source>The station is fit.</source>
        <translation>La estación está apta.</translation>
    </message>
    <message>
        <source>%1 of %2 points are not as they should be.</source>
        <translation>%1 de %2 puntos no están como deben.</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>Añadir a alguien</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>Otra función</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN nuevo</translation>
    </message>
    <message>
        <source>New badge</source>
        <translation>Tarjeta nueva</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Retire for ever</source>
        <translation>Dar de baja para siempre</translation>
    </message>
    <message>
        <source>Nobody signs in in training</source>
        <translation>En el entrenamiento nadie inicia sesión</translation>
    </message>
    <message>
        <source>Nobody signs in: see the settings</source>
        <translation>Nadie inicia sesión: vea los ajustes</translation>
    </message>
    <message>
        <source>%1 is %2 here now.</source>
        <translation>%1 es aquí ahora: %2.</translation>
    </message>
    <message>
        <source>%1 has retired.</source>
        <translation>%1 causó baja.</translation>
    </message>
    <message>
        <source>%1 may try again.</source>
        <translation>%1 puede intentarlo de nuevo.</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 se ha cambiado.</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>de baja</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>on a stick</source>
        <translation>en una memoria USB</translation>
    </message>
    <message>
        <source>%1 %2 is on the shelf now. It is not active yet.</source>
        <translation>%1 %2 ya está incorporada. Aún no está activa.</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Informe de turno</translation>
    </message>
    <message>
        <source>one page to sign, PDF</source>
        <translation>una página para firmar, PDF</translation>
    </message>
    <message>
        <source>The shift report is %1, with its manifest beside it.</source>
        <translation>El informe de turno es %1, con su manifiesto al lado.</translation>
    </message>
    <message>
        <source>%1: no units</source>
        <translation>%1: ninguna unidad</translation>
    </message>
    <message>
        <source>%1: %2, %3; limits %4 to %5</source>
        <translation>%1: %2, %3; límites %4 a %5</translation>
    </message>
    <message>
        <source>Outside the limits</source>
        <translation>Fuera de los límites</translation>
    </message>
    <message>
        <source>n = units first seen in the hour</source>
        <translation>n = unidades vistas por primera vez en la hora</translation>
    </message>
    <message>
        <source>n = units first seen on the day</source>
        <translation>n = unidades vistas por primera vez en el día</translation>
    </message>
    <message>
        <source>Centre line p = %1 = %2. Limits = p ± 3·√(p·(1 − p) / n), %3: few units have wide limits, none are a gap.</source>
        <translation>Línea central p = %1 = %2. Límites = p ± 3·√(p·(1 − p) / n), %3: pocas unidades tienen límites amplios, ninguna es un hueco.</translation>
    </message>
    <message>
        <source>No point is outside the limits.</source>
        <translation>Ningún punto está fuera de los límites.</translation>
    </message>
    <message>
        <source>Outside the limits: %1</source>
        <translation>Fuera de los límites: %1</translation>
    </message>
    <message>
        <source>Board without a name</source>
        <translation>Placa sin nombre</translation>
    </message>
    <message>
        <source>%1 units, %2 of them passed at their first attempt</source>
        <translation>%1 unidades, %2 de ellas aprobadas en su primer intento</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them passed</source>
        <translation>%1 intentos, %2 de ellos aprobados</translation>
    </message>
    <message>
        <source>and %1 more, which are older</source>
        <translation>y %1 más, que son anteriores</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Units first seen: %1</source>
        <translation>Unidades vistas por primera vez: %1</translation>
    </message>
    <message>
        <source>Put the golden board in</source>
        <translation>Ponga la placa patrón</translation>
    </message>
    <message>
        <source>Put the golden board into slot %1.</source>
        <translation>Ponga la placa patrón en la posición %1.</translation>
    </message>
    <message>
        <source>Put the golden board into slots %1, one after the other.</source>
        <translation>Ponga la placa patrón en las posiciones %1, una tras otra.</translation>
    </message>
    <message>
        <source>The scanner is not there. Check its cable, or type the numbers.</source>
        <translation>El escáner no está. Revise su cable o escriba los números.</translation>
    </message>
    <message>
        <source>Volume, percent</source>
        <translation>Volumen, por ciento</translation>
    </message>
    <message>
        <source>Of the sounds when the station starts. 0 = silent.</source>
        <translation>De los sonidos cuando arranca la estación. 0 = en silencio.</translation>
    </message>
    <message>
        <source>Foot switch</source>
        <translation>Pedal</translation>
    </message>
    <message>
        <source>The key that it sends, such as F13 or PgDown: none that may stand in a label.</source>
        <translation>La tecla que envía, como F13 o PgDown: ninguna que pueda figurar en una etiqueta.</translation>
    </message>
    <message>
        <source>Bound scanner</source>
        <translation>Escáner fijo</translation>
    </message>
    <message>
        <source>Its event device below /dev/input/by-id. Empty = labels come as from a keyboard.</source>
        <translation>Su dispositivo de eventos en /dev/input/by-id. Vacío = las etiquetas llegan como de un teclado.</translation>
    </message>
    <message>
        <source>Prefix of the scanner</source>
        <translation>Prefijo del escáner</translation>
    </message>
    <message>
        <source>What the scanner puts before each label. What comes without it is refused.</source>
        <translation>Lo que el escáner pone delante de cada etiqueta. Lo que llega sin ello se rechaza.</translation>
    </message>
    <message>
        <source>Suffix of the scanner</source>
        <translation>Sufijo del escáner</translation>
    </message>
    <message>
        <source>What the scanner puts after each label, before its Enter.</source>
        <translation>Lo que el escáner pone detrás de cada etiqueta, antes de su Intro.</translation>
    </message>
    <message>
        <source>Pattern of labels</source>
        <translation>Patrón de las etiquetas</translation>
    </message>
    <message>
        <source>Every scanned text has to look like this regular expression; badges too. Empty = anything.</source>
        <translation>Todo texto escaneado debe cumplir esta expresión regular; también las credenciales. Vacío = cualquiera.</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>TRAINING – virtual boards, nothing here counts</source>
        <translation>ENTRENAMIENTO – placas virtuales, aquí nada cuenta</translation>
    </message>
</context>
<context>
    <name>StationHeader</name>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>Sin motor</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registros</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>Sin registros</translation>
    </message>
</context>
<context>
    <name>EntryField</name>
    <message>
        <source>Serial number by hand</source>
        <translation>Número de serie a mano</translation>
    </message>
</context>
<context>
    <name>RecipeColumn</name>
    <message>
        <source>Order %1</source>
        <translation>Orden %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>aprobadas</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>no aprobadas</translation>
    </message>
    <message>
        <source>Last units</source>
        <translation>Últimas unidades</translation>
    </message>
    <message>
        <source>START ALL: %1</source>
        <translation>INICIAR TODAS: %1</translation>
    </message>
    <message>
        <source>START ALL</source>
        <translation>INICIAR TODAS</translation>
    </message>
    <message>
        <source>%1 refused presses</source>
        <translation>%1 pulsaciones rechazadas</translation>
    </message>
    <message>
        <source>%1 without a name</source>
        <translation>%1 sin nombre</translation>
    </message>
    <message>
        <source>first pass</source>
        <translation>a la primera</translation>
    </message>
</context>
<context>
    <name>SlotTile</name>
    <message>
        <source>Receipt %1</source>
        <translation>Recibo %1</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entrenamiento</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>NO ANSWER</source>
        <translation>SIN RESPUESTA</translation>
    </message>
</context>
<context>
    <name>MenuPanel</name>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Rendimiento</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Excepciones</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Noche</translation>
    </message>
    <message>
        <source>Text %1 %</source>
        <translation>Letra %1 %</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Recetas</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Estación</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Pantalla</translation>
    </message>
    <message>
        <source>Sound %1 %</source>
        <translation>Sonido %1 %</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Sin sonido</translation>
    </message>
</context>
<context>
    <name>BottomLine</name>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Rendimiento</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>OverridePage</name>
    <message>
        <source>What shall be allowed? It goes on record with your name and your reason.</source>
        <translation>¿Qué se permite? Queda registrado con su nombre y su motivo.</translation>
    </message>
    <message>
        <source>Which slot?</source>
        <translation>¿Qué posición?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Otro motivo</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>A slot and a reason are needed</source>
        <translation>Faltan posición y motivo</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN of %1</source>
        <translation>PIN de %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Permitir</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>After</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Intento</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Bytes of files</source>
        <translation>Bytes de los archivos</translation>
    </message>
    <message>
        <source>Bytes proven</source>
        <translation>Bytes probados</translation>
    </message>
    <message>
        <source>Chip UID</source>
        <translation>UID del chip</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>DEV_ID, REV_ID</source>
        <translation>DEV_ID, REV_ID</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>Chip</translation>
    </message>
    <message>
        <source>Digest by the chip</source>
        <translation>Resumen del chip</translation>
    </message>
    <message>
        <source>Digest expected</source>
        <translation>Resumen esperado</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Borrado</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fallo</translation>
    </message>
    <message>
        <source>Fault's note</source>
        <translation>Nota del fallo</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>Flash</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cómo</translation>
    </message>
    <message>
        <source>Leaf of the last</source>
        <translation>Hoja de la última</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>Nonce</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operario</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Opción</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Programador</translation>
    </message>
    <message>
        <source>Probe firmware</source>
        <translation>Firmware del programador</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>Programmed</source>
        <translation>Programado</translation>
    </message>
    <message>
        <source>Protection before</source>
        <translation>Protección previa</translation>
    </message>
    <message>
        <source>Proven by</source>
        <translation>Probado por</translation>
    </message>
    <message>
        <source>Read protection</source>
        <translation>Protección de lectura</translation>
    </message>
    <message>
        <source>Read-back SHA-256</source>
        <translation>SHA-256 leído de vuelta</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Receta</translation>
    </message>
    <message>
        <source>Recipe SHA-256</source>
        <translation>SHA-256 de la receta</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>Liberada por</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Rework allowed</source>
        <translation>Retrabajo permitido</translation>
    </message>
    <message>
        <source>SWD clock</source>
        <translation>Reloj SWD</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Serial from</source>
        <translation>Serie tomada de</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Posición</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>Start shown</source>
        <translation>Inicio mostrado</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>Iniciado desde</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>Alimentación</translation>
    </message>
    <message>
        <source>USB port</source>
        <translation>Puerto USB</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Unit's bytes SHA-256</source>
        <translation>SHA-256 de los bytes de la unidad</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>Words sampled</source>
        <translation>Palabras muestreadas</translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation>Rendimiento a la primera</translation>
    </message>
    <message>
        <source>Final yield</source>
        <translation>Rendimiento final</translation>
    </message>
    <message>
        <source>Attempt yield</source>
        <translation>Rendimiento por intento</translation>
    </message>
    <message>
        <source>Retest rate</source>
        <translation>Tasa de repetición</translation>
    </message>
    <message>
        <source>No trouble found</source>
        <translation>Sin fallo encontrado</translation>
    </message>
    <message>
        <source>Rolled throughput</source>
        <translation>Rendimiento encadenado</translation>
    </message>
    <message>
        <source>units whose first attempt ever passed / units first seen in this time</source>
        <translation>unidades cuyo primer intento se aprobó / unidades vistas por primera vez en este tiempo</translation>
    </message>
    <message>
        <source>of the same units, those whose last attempt passed</source>
        <translation>de las mismas unidades, aquellas cuyo último intento se aprobó</translation>
    </message>
    <message>
        <source>attempts that passed / all attempts in this time</source>
        <translation>intentos aprobados / todos los intentos en este tiempo</translation>
    </message>
    <message>
        <source>units with more than one attempt / units</source>
        <translation>unidades con más de un intento / unidades</translation>
    </message>
    <message>
        <source>units that passed at the second attempt, same board, no repair / units that failed first</source>
        <translation>unidades aprobadas al segundo intento, misma placa, sin reparación / unidades que fallaron primero</translation>
    </message>
    <message>
        <source>product over the stages of first attempts that passed each</source>
        <translation>producto, etapa por etapa, de los primeros intentos aprobados</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Work order</source>
        <translation>Orden de trabajo</translation>
    </message>
    <message>
        <source>Golden board</source>
        <translation>Placa patrón</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Scan or type a serial number or UID</source>
        <translation>Escanee o teclee un número de serie o UID</translation>
    </message>
    <message>
        <source>Whose record shall be shown?</source>
        <translation>¿De quién se muestra el registro?</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Buscando en los registros …</translation>
    </message>
    <message>
        <source>Writing the certificate …</source>
        <translation>Escribiendo el certificado …</translation>
    </message>
    <message>
        <source>Back to the record</source>
        <translation>Volver al registro</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Verify all records</source>
        <translation>Verificar todos los registros</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Volver a la lista</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Buscando en los registros …</translation>
    </message>
    <message>
        <source>First digits of a file's SHA-256</source>
        <translation>Primeras cifras del SHA-256 de un archivo</translation>
    </message>
    <message>
        <source>Which file shall be looked for? Choose one that ran, or type.</source>
        <translation>¿Qué archivo se busca? Elija uno que se usó, o teclee.</translation>
    </message>
</context>
<context>
    <name>AttemptRow</name>
    <message>
        <source>Slot %1, %2</source>
        <translation>Posición %1, %2</translation>
    </message>
</context>
<context>
    <name>YieldPage</name>
    <message>
        <source>Counting …</source>
        <translation>Contando …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tiempo</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Barras</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Gráficos</translation>
    </message>
</context>
<context>
    <name>YieldFigures</name>
    <message>
        <source>Figures</source>
        <translation>Cifras</translation>
    </message>
</context>
<context>
    <name>YieldBars</name>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>No se hizo nada en este tiempo.</translation>
    </message>
</context>
<context>
    <name>FaultBars</name>
    <message>
        <source>What went wrong most</source>
        <translation>Lo que más falló</translation>
    </message>
    <message>
        <source>No attempt failed in this time.</source>
        <translation>Ningún intento falló en este tiempo.</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them first ones; %3, with those above %4</source>
        <translation>%1 intentos, %2 de ellos primeros; %3, con los de arriba %4</translation>
    </message>
</context>
<context>
    <name>SlotFaults</name>
    <message>
        <source>Faults by slot</source>
        <translation>Fallos por posición</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Posición</translation>
    </message>
</context>
<context>
    <name>RecallAnswer</name>
    <message>
        <source>units carry it now</source>
        <translation>unidades lo llevan ahora</translation>
    </message>
    <message>
        <source>more were given it once</source>
        <translation>más lo recibieron una vez</translation>
    </message>
    <message>
        <source>attempts on boards that are no units (drills, refused, without a name)</source>
        <translation>intentos en placas que no son unidades (ejercicios, rechazos, sin nombre)</translation>
    </message>
    <message>
        <source>carries it</source>
        <translation>lo lleva</translation>
    </message>
    <message>
        <source>once</source>
        <translation>una vez</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>posición %1</translation>
    </message>
</context>
<context>
    <name>RecipePage</name>
    <message>
        <source>Reading and checking the recipes …</source>
        <translation>Leyendo y comprobando las recetas …</translation>
    </message>
    <message>
        <source>Make it the active recipe</source>
        <translation>Activar esta receta</translation>
    </message>
    <message>
        <source>Bring it in</source>
        <translation>Incorporarla</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who are you? Your PIN comes next.</source>
        <translation>¿Quién es usted? Después se pide su PIN.</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>Buscando en los registros …</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export: %1</source>
        <translation>Exportar: %1</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Escribiendo …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Otro archivo</translation>
    </message>
</context>
<context>
    <name>AuditSheet</name>
    <message>
        <source>Verifying …</source>
        <translation>Verificando …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Slots and probes</source>
        <translation>Posiciones y programadores</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Copia de seguridad</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Autocomprobación</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
</context>
<context>
    <name>ProbeSection</name>
    <message>
        <source>Say which socket is which slot</source>
        <translation>Asignar cada puerto a su posición</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>These are all</source>
        <translation>Eso es todo</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Choose a setting.</source>
        <translation>Elija un ajuste.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Take this value</source>
        <translation>Aplicar este valor</translation>
    </message>
</context>
<context>
    <name>CrewSection</name>
    <message>
        <source>Add somebody</source>
        <translation>Añadir a alguien</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Badge: scan it now</source>
        <translation>Tarjeta: escanéela ahora</translation>
    </message>
    <message>
        <source>PIN, 6 characters or more</source>
        <translation>PIN, 6 caracteres o más</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>El mismo PIN otra vez</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>Registrar</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>No copy is on record yet.</source>
        <translation>Aún no consta ninguna copia.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>Hacer una copia ahora</translation>
    </message>
</context>
<context>
    <name>CheckSection</name>
    <message>
        <source>Trust, disk, records, people, key and probes are looked at. The line goes on meanwhile.</source>
        <translation>Se comprueban autoridad, disco, registros, personas, clave y programadores. La línea sigue entretanto.</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Test the station</source>
        <translation>Comprobar la estación</translation>
    </message>
</context>
<context>
    <name>LogSection</name>
    <message>
        <source>At least</source>
        <translation>Como mínimo</translation>
    </message>
    <message>
        <source>Only lines with these words</source>
        <translation>Solo líneas con estas palabras</translation>
    </message>
    <message>
        <source>No such line was logged.</source>
        <translation>No hay ninguna línea así.</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>First-pass yield over time</source>
        <translation>Rendimiento a la primera en el tiempo</translation>
    </message>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>No se hizo nada en este tiempo.</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>dentro</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>fuera</translation>
    </message>
    <message>
        <source>between the limits</source>
        <translation>entre los límites</translation>
    </message>
    <message>
        <source>centre line</source>
        <translation>línea central</translation>
    </message>
    <message>
        <source>Touch a point, a bar or a number to see its units.</source>
        <translation>Toque un punto, una barra o un número para ver sus unidades.</translation>
    </message>
</context>
<context>
    <name>BehindList</name>
    <message>
        <source>Looking through the records …</source>
        <translation>Buscando en los registros …</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>posición %1</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Después</translation>
    </message>
</context>
</TS>
