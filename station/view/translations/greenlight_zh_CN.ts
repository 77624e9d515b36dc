<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Fault</name>
    <message>
        <source>There is no probe at this slot's USB port.</source>
        <translation>该工位的 USB 端口上没有烧录器。</translation>
    </message>
    <message>
        <source>Call the supervisor: the probe of this slot is unplugged.</source>
        <translation>请叫班长：该工位的烧录器已拔出。</translation>
    </message>
    <message>
        <source>The probe lost its USB connection while it was working.</source>
        <translation>烧录器在工作中断开了 USB 连接。</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Call the supervisor to check the cable.</source>
        <translation>把电路板放入红箱，请班长检查线缆。</translation>
    </message>
    <message>
        <source>The probe stopped answering.</source>
        <translation>烧录器不再应答。</translation>
    </message>
    <message>
        <source>Put the board into the red bin. Second time: call the supervisor.</source>
        <translation>把电路板放入红箱。再次发生：请叫班长。</translation>
    </message>
    <message>
        <source>The probe refused a USB transfer.</source>
        <translation>烧录器拒绝了一次 USB 传输。</translation>
    </message>
    <message>
        <source>The probe sent an incomplete answer.</source>
        <translation>烧录器的应答不完整。</translation>
    </message>
    <message>
        <source>The probe sent more than it was asked for.</source>
        <translation>烧录器发送的数据多于请求。</translation>
    </message>
    <message>
        <source>Another program is using this probe.</source>
        <translation>另一个程序正在使用该烧录器。</translation>
    </message>
    <message>
        <source>Call the supervisor: close the other program.</source>
        <translation>请叫班长：关闭另一个程序。</translation>
    </message>
    <message>
        <source>The station may not open this probe.</source>
        <translation>工作站无权打开该烧录器。</translation>
    </message>
    <message>
        <source>Call the engineer: the USB permission rules are not installed.</source>
        <translation>请叫工程师：USB 权限规则未安装。</translation>
    </message>
    <message>
        <source>The USB transfer failed.</source>
        <translation>USB 传输失败。</translation>
    </message>
    <message>
        <source>The firmware of this probe is too old.</source>
        <translation>该烧录器的固件太旧。</translation>
    </message>
    <message>
        <source>Call the supervisor. Do not use this slot.</source>
        <translation>请叫班长。不要使用该工位。</translation>
    </message>
    <message>
        <source>The probe is stuck in a mode that cannot program.</source>
        <translation>烧录器卡在无法编程的模式。</translation>
    </message>
    <message>
        <source>Call the supervisor: unplug the probe and plug it in again.</source>
        <translation>请叫班长：拔下烧录器再插上。</translation>
    </message>
    <message>
        <source>The probe does not know a command it must know.</source>
        <translation>烧录器不认识必需的命令。</translation>
    </message>
    <message>
        <source>The probe gave an impossible answer.</source>
        <translation>烧录器给出了不可能的应答。</translation>
    </message>
    <message>
        <source>Another probe than the expected one is plugged into this slot's port.</source>
        <translation>该工位端口上插的不是指定的烧录器。</translation>
    </message>
    <message>
        <source>The probe refused a command.</source>
        <translation>烧录器拒绝了一个命令。</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor if it happens again.</source>
        <translation>把电路板放入红箱，再次发生请叫班长。</translation>
    </message>
    <message>
        <source>The supply voltage of the board is outside the allowed window.</source>
        <translation>电路板的供电电压超出允许范围。</translation>
    </message>
    <message>
        <source>Take the board out, put it back firmly, press Start. Second time: red bin.</source>
        <translation>取出电路板，重新放好压紧，按启动。第二次：红箱。</translation>
    </message>
    <message>
        <source>The board does not answer.</source>
        <translation>电路板没有应答。</translation>
    </message>
    <message>
        <source>The chip stayed busy for too long.</source>
        <translation>芯片忙碌时间过长。</translation>
    </message>
    <message>
        <source>The chip refused an access.</source>
        <translation>芯片拒绝了一次访问。</translation>
    </message>
    <message>
        <source>The connection to the board has transmission errors.</source>
        <translation>与电路板的连接有传输错误。</translation>
    </message>
    <message>
        <source>The connection to the chip failed.</source>
        <translation>与芯片的连接失败。</translation>
    </message>
    <message>
        <source>The debug port of the chip did not power up.</source>
        <translation>芯片的调试端口没有上电。</translation>
    </message>
    <message>
        <source>The connection to the board is not reliable.</source>
        <translation>与电路板的连接不可靠。</translation>
    </message>
    <message>
        <source>The probe could not open the chip's access port.</source>
        <translation>烧录器无法打开芯片的访问端口。</translation>
    </message>
    <message>
        <source>The chip did not reset when told to.</source>
        <translation>芯片没有按要求复位。</translation>
    </message>
    <message>
        <source>The chip did not stop when told to.</source>
        <translation>芯片没有按要求停止。</translation>
    </message>
    <message>
        <source>The chip's core did not hand over a register.</source>
        <translation>芯片内核没有交出寄存器。</translation>
    </message>
    <message>
        <source>The chip's core is locked up.</source>
        <translation>芯片内核已锁死。</translation>
    </message>
    <message>
        <source>The probe refused an unaligned access.</source>
        <translation>烧录器拒绝了未对齐的访问。</translation>
    </message>
    <message>
        <source>The probe refused the SWD clock speed.</source>
        <translation>烧录器拒绝了该 SWD 时钟速度。</translation>
    </message>
    <message>
        <source>A clock inside the chip did not become ready.</source>
        <translation>芯片内部的时钟没有就绪。</translation>
    </message>
    <message>
        <source>This chip type is not known.</source>
        <translation>未知的芯片型号。</translation>
    </message>
    <message>
        <source>Wrong board? Compare with the work order, then red bin.</source>
        <translation>电路板拿错了？请核对工单，然后放入红箱。</translation>
    </message>
    <message>
        <source>The chip's identity could not be read properly.</source>
        <translation>无法正确读取芯片的标识。</translation>
    </message>
    <message>
        <source>This chip is not the one the recipe is for.</source>
        <translation>该芯片不是配方所要求的芯片。</translation>
    </message>
    <message>
        <source>The chip reports an impossible flash size.</source>
        <translation>芯片报告的闪存容量不可能。</translation>
    </message>
    <message>
        <source>Put the board into the red bin.</source>
        <translation>把电路板放入红箱。</translation>
    </message>
    <message>
        <source>The chip's unique number is not plausible.</source>
        <translation>芯片的唯一编号不可信。</translation>
    </message>
    <message>
        <source>The board was changed while it was being programmed.</source>
        <translation>编程过程中更换了电路板。</translation>
    </message>
    <message>
        <source>Put both boards into the red bin and call the supervisor.</source>
        <translation>把两块电路板都放入红箱，并叫班长。</translation>
    </message>
    <message>
        <source>The new firmware did not show itself after its start.</source>
        <translation>新固件启动后没有给出应有的标志。</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory reported an error.</source>
        <translation>配方中的存储器加载程序报告了错误。</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory wrote where it must not.</source>
        <translation>配方中的存储器加载程序写到了不允许的位置。</translation>
    </message>
    <message>
        <source>A part of the chip's flash was changed that had to stay as it was.</source>
        <translation>芯片闪存中必须保持不变的部分被改动了。</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory is malformed.</source>
        <translation>配方中的存储器加载程序格式有误。</translation>
    </message>
    <message>
        <source>The recipe's loader for a memory does not fit into the chip.</source>
        <translation>配方中的存储器加载程序放不进芯片。</translation>
    </message>
    <message>
        <source>The serial numbers of this recipe are used up.</source>
        <translation>该配方的序列号已用完。</translation>
    </message>
    <message>
        <source>This slot was locked after several failures in a row.</source>
        <translation>该工位因连续多次失败已被锁定。</translation>
    </message>
    <message>
        <source>Use another slot and call the supervisor.</source>
        <translation>请改用其他工位并呼叫主管。</translation>
    </message>
    <message>
        <source>This was the drill: the slot found the fault that was put in on purpose.</source>
        <translation>这是演练：该工位找到了故意放入的错误。</translation>
    </message>
    <message>
        <source>Leave the board in and press Start.</source>
        <translation>请将板留在工位中并按“开始”。</translation>
    </message>
    <message>
        <source>The slot did not find a fault that was put in on purpose.</source>
        <translation>该工位没有找到故意放入的错误。</translation>
    </message>
    <message>
        <source>The recipe&apos;s table of unit data is malformed.</source>
        <translation>配方中的单元数据表格式错误。</translation>
    </message>
    <message>
        <source>The check digit of this serial number is wrong.</source>
        <translation>该序列号的校验位不正确。</translation>
    </message>
    <message>
        <source>Scan the label again; if it was typed, compare every digit.</source>
        <translation>请重新扫描标签；若为手工输入，请逐位核对。</translation>
    </message>
    <message>
        <source>The recipe has no data for this serial number.</source>
        <translation>配方中没有该序列号的数据。</translation>
    </message>
    <message>
        <source>The chip is read-protected.</source>
        <translation>芯片有读保护。</translation>
    </message>
    <message>
        <source>Already programmed? Call the supervisor.</source>
        <translation>已经编程过？请叫班长。</translation>
    </message>
    <message>
        <source>Part of the chip's flash is write-protected.</source>
        <translation>芯片的部分闪存有写保护。</translation>
    </message>
    <message>
        <source>The chip does not look like a genuine STM32.</source>
        <translation>该芯片不像真正的 STM32。</translation>
    </message>
    <message>
        <source>Put the board into the red bin and call the supervisor.</source>
        <translation>把电路板放入红箱，并叫班长。</translation>
    </message>
    <message>
        <source>The processor core does not belong to this chip type.</source>
        <translation>处理器内核与芯片型号不符。</translation>
    </message>
    <message>
        <source>The chip's option bytes are not as the recipe expects.</source>
        <translation>芯片的选项字节与配方不符。</translation>
    </message>
    <message>
        <source>The loader in the chip's memory does not read back as it was written.</source>
        <translation>芯片内存中的加载程序读回不一致。</translation>
    </message>
    <message>
        <source>The loader did not start in the chip.</source>
        <translation>加载程序没有在芯片中启动。</translation>
    </message>
    <message>
        <source>The loader in the chip stopped answering.</source>
        <translation>芯片中的加载程序不再应答。</translation>
    </message>
    <message>
        <source>The loader in the chip crashed.</source>
        <translation>芯片中的加载程序已崩溃。</translation>
    </message>
    <message>
        <source>The flash of the chip did not unlock.</source>
        <translation>芯片的闪存没有解锁。</translation>
    </message>
    <message>
        <source>The chip reported an error while erasing.</source>
        <translation>芯片在擦除时报告错误。</translation>
    </message>
    <message>
        <source>Erasing took far too long.</source>
        <translation>擦除时间过长。</translation>
    </message>
    <message>
        <source>The flash is not empty after erasing.</source>
        <translation>擦除后闪存不是空的。</translation>
    </message>
    <message>
        <source>The chip reported an error while programming.</source>
        <translation>芯片在编程时报告错误。</translation>
    </message>
    <message>
        <source>Programming took far too long.</source>
        <translation>编程时间过长。</translation>
    </message>
    <message>
        <source>The chip refused to change a protected part of its flash.</source>
        <translation>芯片拒绝更改受保护的闪存。</translation>
    </message>
    <message>
        <source>The chip did not confirm every byte it was given.</source>
        <translation>芯片没有确认收到的每个字节。</translation>
    </message>
    <message>
        <source>Data arrived damaged in the chip's memory.</source>
        <translation>数据到达芯片内存时已损坏。</translation>
    </message>
    <message>
        <source>The supply voltage of the board dropped while it was being programmed.</source>
        <translation>编程过程中电路板的供电电压下降。</translation>
    </message>
    <message>
        <source>What is in the chip is not what was to be programmed.</source>
        <translation>芯片中的内容不是应编程的内容。</translation>
    </message>
    <message>
        <source>The chip's flash reads back differently from the plan.</source>
        <translation>芯片闪存读回的内容与计划不同。</translation>
    </message>
    <message>
        <source>The spot check through the debug port contradicts the plan.</source>
        <translation>经调试端口的抽查与计划不符。</translation>
    </message>
    <message>
        <source>The checking routine does not read back as it was written.</source>
        <translation>校验程序读回不一致。</translation>
    </message>
    <message>
        <source>The flash could not be checked.</source>
        <translation>无法校验闪存。</translation>
    </message>
    <message>
        <source>The proof for this board is not complete.</source>
        <translation>该电路板的证明不完整。</translation>
    </message>
    <message>
        <source>The chip's option bytes could not be written.</source>
        <translation>无法写入芯片的选项字节。</translation>
    </message>
    <message>
        <source>The read protection is set but does not protect.</source>
        <translation>读保护已设置但不起作用。</translation>
    </message>
    <message>
        <source>The read protection could not be removed.</source>
        <translation>无法解除读保护。</translation>
    </message>
    <message>
        <source>A file could not be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>Call the engineer. Nothing was written to the board.</source>
        <translation>请叫工程师。没有向电路板写入任何内容。</translation>
    </message>
    <message>
        <source>The firmware file is malformed.</source>
        <translation>固件文件格式错误。</translation>
    </message>
    <message>
        <source>A checksum inside the firmware file is wrong.</source>
        <translation>固件文件中的校验和错误。</translation>
    </message>
    <message>
        <source>The firmware file ends too early.</source>
        <translation>固件文件不完整。</translation>
    </message>
    <message>
        <source>The firmware file writes the same address twice.</source>
        <translation>固件文件重复写同一地址。</translation>
    </message>
    <message>
        <source>The firmware does not fit into the chip's flash.</source>
        <translation>固件超出芯片的闪存。</translation>
    </message>
    <message>
        <source>The firmware file contains no data.</source>
        <translation>固件文件没有数据。</translation>
    </message>
    <message>
        <source>A file is larger than allowed.</source>
        <translation>文件超过允许的大小。</translation>
    </message>
    <message>
        <source>The firmware file is not the one that was released.</source>
        <translation>固件文件不是已发布的那一个。</translation>
    </message>
    <message>
        <source>The recipe is malformed.</source>
        <translation>配方格式错误。</translation>
    </message>
    <message>
        <source>The recipe contains an invalid value.</source>
        <translation>配方中有无效的值。</translation>
    </message>
    <message>
        <source>The recipe is not signed.</source>
        <translation>配方没有签名。</translation>
    </message>
    <message>
        <source>The signature of the recipe is not valid.</source>
        <translation>配方的签名无效。</translation>
    </message>
    <message>
        <source>The release of this recipe is not valid yet.</source>
        <translation>该配方的发布尚未生效。</translation>
    </message>
    <message>
        <source>The release of this recipe has expired.</source>
        <translation>该配方的发布已过期。</translation>
    </message>
    <message>
        <source>The recipe has too few release signatures.</source>
        <translation>配方的发布签名不足。</translation>
    </message>
    <message>
        <source>The list of people who may release recipes cannot be read.</source>
        <translation>无法读取配方发布人名单。</translation>
    </message>
    <message>
        <source>This board has no serial number yet.</source>
        <translation>该电路板还没有序列号。</translation>
    </message>
    <message>
        <source>Scan the label of the board, then press Start.</source>
        <translation>扫描电路板的标签，然后按启动。</translation>
    </message>
    <message>
        <source>This is not a serial number of this product.</source>
        <translation>这不是该产品的序列号。</translation>
    </message>
    <message>
        <source>Scan the label of the board in this slot.</source>
        <translation>请扫描该工位电路板的标签。</translation>
    </message>
    <message>
        <source>This serial number was already used for another board.</source>
        <translation>该序列号已用于另一块电路板。</translation>
    </message>
    <message>
        <source>Set the board aside and call the supervisor: the label is wrong.</source>
        <translation>把电路板放到一边并叫班长：标签错误。</translation>
    </message>
    <message>
        <source>This board was already programmed under another serial number.</source>
        <translation>该电路板已用另一个序列号编程过。</translation>
    </message>
    <message>
        <source>The same board is still in the slot.</source>
        <translation>工位上还是同一块电路板。</translation>
    </message>
    <message>
        <source>Take the board out and put in the next one.</source>
        <translation>取出电路板，放入下一块。</translation>
    </message>
    <message>
        <source>This slot is already working.</source>
        <translation>该工位正在工作。</translation>
    </message>
    <message>
        <source>Wait for the result. The press was counted and did nothing.</source>
        <translation>请等待结果。这次按键已计数，没有作用。</translation>
    </message>
    <message>
        <source>No recipe is active.</source>
        <translation>没有激活的配方。</translation>
    </message>
    <message>
        <source>Call the engineer.</source>
        <translation>请叫工程师。</translation>
    </message>
    <message>
        <source>The attempt was stopped.</source>
        <translation>本次操作已中止。</translation>
    </message>
    <message>
        <source>The station stopped in the middle of this board.</source>
        <translation>工作站在处理该电路板时停机。</translation>
    </message>
    <message>
        <source>Treat the board as bad: red bin.</source>
        <translation>按不良品处理：放入红箱。</translation>
    </message>
    <message>
        <source>The serial number cannot be stored in the recipe's format.</source>
        <translation>序列号无法按配方的格式存储。</translation>
    </message>
    <message>
        <source>There is no such slot.</source>
        <translation>没有这个工位。</translation>
    </message>
    <message>
        <source>Check the slot's name.</source>
        <translation>请检查工位名称。</translation>
    </message>
    <message>
        <source>This board has already passed.</source>
        <translation>该电路板已经合格。</translation>
    </message>
    <message>
        <source>Take it out. A rework needs the supervisor.</source>
        <translation>请取出。返工需要班长。</translation>
    </message>
    <message>
        <source>There is no board in this slot.</source>
        <translation>该工位没有电路板。</translation>
    </message>
    <message>
        <source>Put a board in, then press Start.</source>
        <translation>放入电路板，然后按启动。</translation>
    </message>
    <message>
        <source>Nobody is signed in at this line.</source>
        <translation>本产线上无人登录。</translation>
    </message>
    <message>
        <source>Scan your badge, then press Start.</source>
        <translation>请扫描您的工卡，然后按“开始”。</translation>
    </message>
    <message>
        <source>This badge or name is not known at this station.</source>
        <translation>本工作站不认识此工卡或姓名。</translation>
    </message>
    <message>
        <source>Scan the badge again. Second time: call the supervisor.</source>
        <translation>请再次扫描工卡。再次失败时：呼叫主管。</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>PIN 码错误。</translation>
    </message>
    <message>
        <source>Type it again. Too many wrong ones lock the person for a time.</source>
        <translation>请重新输入。错误次数过多会暂时锁定该人员。</translation>
    </message>
    <message>
        <source>This person is locked after too many wrong PINs.</source>
        <translation>该人员因多次输错 PIN 码已被锁定。</translation>
    </message>
    <message>
        <source>Wait, or call somebody who may unlock people.</source>
        <translation>请等待，或呼叫有权解锁人员的人。</translation>
    </message>
    <message>
        <source>This person's role does not allow this.</source>
        <translation>该人员的角色不允许此操作。</translation>
    </message>
    <message>
        <source>Call somebody whose role does.</source>
        <translation>请呼叫角色允许此操作的人。</translation>
    </message>
    <message>
        <source>A person cannot have this name.</source>
        <translation>人员不能使用此名称。</translation>
    </message>
    <message>
        <source>Use the name of the human being.</source>
        <translation>请使用本人的姓名。</translation>
    </message>
    <message>
        <source>Somebody has this name or badge already.</source>
        <translation>此姓名或工卡已属于他人。</translation>
    </message>
    <message>
        <source>Use another one; those of a retired person are not given again.</source>
        <translation>请换一个；已离任人员的姓名和工卡不会再分配。</translation>
    </message>
    <message>
        <source>This PIN or badge cannot be used.</source>
        <translation>此 PIN 码或工卡不可用。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>This is only done for a reason, and none was given.</source>
        <translation>此操作必须有理由，但未给出理由。</translation>
    </message>
    <message>
        <source>Say why; it goes on record.</source>
        <translation>请说明理由；理由会被记录。</translation>
    </message>
    <message>
        <source>Nobody would be left who may manage people.</source>
        <translation>将没有人可以管理人员。</translation>
    </message>
    <message>
        <source>Add another supervisor or engineer first.</source>
        <translation>请先添加另一名主管或工程师。</translation>
    </message>
    <message>
        <source>The record of this board could not be written.</source>
        <translation>无法写入该电路板的记录。</translation>
    </message>
    <message>
        <source>Stop. Call the supervisor. Do not ship this board.</source>
        <translation>停。请叫班长。不要出货该电路板。</translation>
    </message>
    <message>
        <source>The station's records do not check out.</source>
        <translation>工作站的记录核对不上。</translation>
    </message>
    <message>
        <source>The station's disk is full.</source>
        <translation>工作站的磁盘已满。</translation>
    </message>
    <message>
        <source>The station's settings are malformed.</source>
        <translation>工作站的设置格式错误。</translation>
    </message>
    <message>
        <source>The station's settings contain an invalid value.</source>
        <translation>工作站的设置中有无效的值。</translation>
    </message>
    <message>
        <source>Another Greenlight is already running on these records.</source>
        <translation>另一个 Greenlight 正在使用这些记录。</translation>
    </message>
    <message>
        <source>Close the other one first.</source>
        <translation>请先关闭另一个。</translation>
    </message>
    <message>
        <source>The station's signing key cannot be used.</source>
        <translation>工作站的签名密钥不可用。</translation>
    </message>
    <message>
        <source>A firmware file of the active recipe was revoked.</source>
        <translation>当前配方的一个固件文件已被撤回。</translation>
    </message>
    <message>
        <source>A file could not be written.</source>
        <translation>文件无法写入。</translation>
    </message>
    <message>
        <source>Check its folder and the free space of the disk, then try again.</source>
        <translation>请检查文件夹和磁盘剩余空间，然后重试。</translation>
    </message>
    <message>
        <source>This recipe locks chips for ever, and no supervisor has allowed it.</source>
        <translation>此配方会永久锁定芯片，班长尚未许可。</translation>
    </message>
    <message>
        <source>Call the supervisor to allow it, then press Start again.</source>
        <translation>请班长许可后，再按启动键。</translation>
    </message>
    <message>
        <source>A copy of the records is not what they are.</source>
        <translation>记录的副本与原记录不一致。</translation>
    </message>
    <message>
        <source>Do not rely on the copy. Make it again.</source>
        <translation>不要信任此副本，请重新制作。</translation>
    </message>
    <message>
        <source>These records end earlier than records known to have been written.</source>
        <translation>这些记录的结尾早于已知写入过的记录。</translation>
    </message>
    <message>
        <source>Find the newer records. Going on from these would lose units.</source>
        <translation>请找到较新的记录。从这里继续会丢失单元。</translation>
    </message>
    <message>
        <source>These records are in an archive that is not in its place.</source>
        <translation>这些记录在归档文件中，而该归档不在原位。</translation>
    </message>
    <message>
        <source>Put the archive back into its folder, then try again.</source>
        <translation>请把归档放回其文件夹，然后重试。</translation>
    </message>
    <message>
        <source>The work was cancelled and left no file behind.</source>
        <translation>操作已取消，没有留下任何文件。</translation>
    </message>
    <message>
        <source>Start it again if it is still wanted.</source>
        <translation>如仍需要，请重新开始。</translation>
    </message>
    <message>
        <source>This file is not what the station exported.</source>
        <translation>该文件与工站导出的内容不一致。</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask the station for a new export.</source>
        <translation>请勿依赖此文件。请让工站重新导出。</translation>
    </message>
    <message>
        <source>The board has no confirmed record.</source>
        <translation>该电路板没有确认的记录。</translation>
    </message>
    <message>
        <source>The station's file of PINs cannot be used.</source>
        <translation>工作站的 PIN 码文件无法使用。</translation>
    </message>
    <message>
        <source>The station's software found an error in itself.</source>
        <translation>工作站软件发现自身错误。</translation>
    </message>
    <message>
        <source>This slot was locked, and a golden board has to pass in it first.</source>
        <translation>该工位曾被锁定，必须先有一块金样板在此通过。</translation>
    </message>
    <message>
        <source>Take this board out and put the golden board in. Nothing was changed.</source>
        <translation>请取出此电路板并放入金样板。未做任何更改。</translation>
    </message>
    <message>
        <source>This is a golden board and no product.</source>
        <translation>这是金样板，不是产品。</translation>
    </message>
    <message>
        <source>Put it back where it is kept and put in the next board. Nothing was changed.</source>
        <translation>请将其放回原处，然后放入下一块电路板。未做任何更改。</translation>
    </message>
    <message>
        <source>What was scanned is no label as this station's scanner marks them.</source>
        <translation>扫描的内容不是本站扫描枪标记的标签。</translation>
    </message>
    <message>
        <source>Scan the label of the board. Second time: call the engineer.</source>
        <translation>请扫描电路板的标签。再次出现：请叫工程师。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Preparing</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Identifying</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Programming</source>
        <translation>编程</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Starting the product</source>
        <translation>正在启动产品</translation>
    </message>
    <message>
        <source>Protecting</source>
        <translation>保护</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>收尾</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>ERROR</source>
        <translation>出错</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>INTERRUPTED</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>EMPTY</source>
        <translation>空</translation>
    </message>
    <message>
        <source>BOARD IN</source>
        <translation>已放板</translation>
    </message>
    <message>
        <source>WORKING</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>OUT OF ORDER</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Put a board in</source>
        <translation>放入电路板</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>扫描工卡</translation>
    </message>
    <message>
        <source>Scan the label</source>
        <translation>扫描标签</translation>
    </message>
    <message>
        <source>START</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Take the board out</source>
        <translation>取出电路板</translation>
    </message>
    <message>
        <source>Red bin</source>
        <translation>放入红箱</translation>
    </message>
    <message>
        <source>Call the supervisor</source>
        <translation>请叫班长</translation>
    </message>
    <message>
        <source>START AGAIN</source>
        <translation>再次启动</translation>
    </message>
    <message>
        <source>Put a board into slot %1.</source>
        <translation>请在工位 %1 放入电路板。</translation>
    </message>
    <message>
        <source>Scan your badge to sign in.</source>
        <translation>请扫描工卡登录。</translation>
    </message>
    <message>
        <source>Scan the label of the board in slot %1.</source>
        <translation>请扫描工位 %1 电路板的标签。</translation>
    </message>
    <message>
        <source>Press Start for slot %1.</source>
        <translation>请按工位 %1 的启动。</translation>
    </message>
    <message>
        <source>Wait for the result.</source>
        <translation>请等待结果。</translation>
    </message>
    <message>
        <source>Take the good board out of slot %1.</source>
        <translation>请取出工位 %1 的合格板。</translation>
    </message>
    <message>
        <source>Put boards into slots %1.</source>
        <translation>请在工位 %1 放入电路板。</translation>
    </message>
    <message>
        <source>Scan the labels of the boards in slots %1.</source>
        <translation>请扫描工位 %1 电路板的标签。</translation>
    </message>
    <message>
        <source>Press Start for slots %1.</source>
        <translation>请按工位 %1 的启动。</translation>
    </message>
    <message>
        <source>Wait for the results.</source>
        <translation>请等待结果。</translation>
    </message>
    <message>
        <source>Take the good boards out of slots %1.</source>
        <translation>请取出工位 %1 的合格板。</translation>
    </message>
    <message>
        <source>Slot %1: %2</source>
        <translation>工位 %1：%2</translation>
    </message>
    <message>
        <source>This station has no slots. Call the supervisor.</source>
        <translation>该工作站没有工位。请叫班长。</translation>
    </message>
    <message>
        <source>The station does not answer. Do not press, do not ship these boards. Call the supervisor.</source>
        <translation>工作站没有应答。不要按键，不要出货这些电路板。请叫班长。</translation>
    </message>
    <message>
        <source>The press did nothing.</source>
        <translation>这次按键没有作用。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>班组长</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>工程师</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>%1 of %2; 95 %: %3 to %4</source>
        <translation>%2 中的 %1；95 %：%3 至 %4</translation>
    </message>
    <message>
        <source>of nothing</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>其他所有</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>本班</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>按小时</translation>
    </message>
    <message>
        <source>By shift</source>
        <translation>按班次</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>By slot</source>
        <translation>按工位</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>按人员</translation>
    </message>
    <message>
        <source>By recipe</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>By product</source>
        <translation>按产品</translation>
    </message>
    <message>
        <source>Attempts begun from %1 to %2; the journal has %3 entries</source>
        <translation>%1 至 %2 开始的尝试；日志共有 %3 条</translation>
    </message>
    <message>
        <source>Beside these: %1 refused, %2 drills, %3 attempts on boards without a name</source>
        <translation>此外：%1 次被拒绝，%2 次演练，%3 次针对无标识电路板的尝试</translation>
    </message>
    <message>
        <source>This can be neither a serial number nor the UID of a chip.</source>
        <translation>这既不可能是序列号，也不可能是芯片 UID。</translation>
    </message>
    <message>
        <source>No attempt is on record under this name.</source>
        <translation>没有以此名称记录的尝试。</translation>
    </message>
    <message>
        <source>A file is named by the first %1 to 64 digits of its SHA-256, 0 to 9 and a to f.</source>
        <translation>文件用其 SHA-256 的前 %1 至 64 位表示，0 到 9 和 a 到 f。</translation>
    </message>
    <message>
        <source>Several files on record begin with these digits. Give more of them.</source>
        <translation>有多个记录的文件以这些数字开头。请输入更多位。</translation>
    </message>
    <message>
        <source>No file on record has a digest that begins so. No board was given it.</source>
        <translation>没有记录的文件摘要以此开头。没有电路板被写入过它。</translation>
    </message>
    <message>
        <source>%1 more are in the list of `greenlight recall`.</source>
        <translation>另有 %1 个在 `greenlight recall` 的列表中。</translation>
    </message>
    <message>
        <source>Revoked by %1: %2</source>
        <translation>由 %1 撤销：%2</translation>
    </message>
    <message>
        <source>Release a locked slot</source>
        <translation>解除工位锁定</translation>
    </message>
    <message>
        <source>Program a unit again</source>
        <translation>重新烧录产品</translation>
    </message>
    <message>
        <source>Lock chips for ever</source>
        <translation>永久锁定芯片</translation>
    </message>
    <message>
        <source>Contacts cleaned</source>
        <translation>触点已清洁</translation>
    </message>
    <message>
        <source>Fixture repaired</source>
        <translation>治具已维修</translation>
    </message>
    <message>
        <source>Cable or probe exchanged</source>
        <translation>已更换线缆或编程器</translation>
    </message>
    <message>
        <source>Checked with a good board</source>
        <translation>已用良品板检查</translation>
    </message>
    <message>
        <source>Newer firmware</source>
        <translation>固件已更新</translation>
    </message>
    <message>
        <source>Unit was repaired</source>
        <translation>产品已维修</translation>
    </message>
    <message>
        <source>Quality asked for it</source>
        <translation>质量部门要求</translation>
    </message>
    <message>
        <source>Board of a returned unit</source>
        <translation>退货产品的电路板</translation>
    </message>
    <message>
        <source>Order of the customer</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>First unit was approved</source>
        <translation>首件已批准</translation>
    </message>
    <message>
        <source>Release of the series</source>
        <translation>批量放行</translation>
    </message>
    <message>
        <source>No slot is locked.</source>
        <translation>没有工位被锁定。</translation>
    </message>
    <message>
        <source>For the next board of a slot, once.</source>
        <translation>仅对工位的下一块板，一次。</translation>
    </message>
    <message>
        <source>The active recipe asks for it.</source>
        <translation>当前配方要求。</translation>
    </message>
    <message>
        <source>No recipe asks for it.</source>
        <translation>没有配方要求。</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>已允许</translation>
    </message>
    <message>
        <source>works</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>The active recipe may lock chips for ever until another one takes its place.</source>
        <translation>当前配方可以永久锁定芯片，直到换用其他配方。</translation>
    </message>
    <message>
        <source>Slot %1 takes boards again.</source>
        <translation>工位 %1 可以重新放板。</translation>
    </message>
    <message>
        <source>The next board in slot %1 may be a unit that passed before.</source>
        <translation>工位 %1 的下一块板可以是已通过的产品。</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>每小时 %1</translation>
    </message>
    <message>
        <source>%1, needed %2</source>
        <translation>%1，需要 %2</translation>
    </message>
    <message>
        <source>ON TIME</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>BEHIND</source>
        <translation>落后</translation>
    </message>
    <message>
        <source>REACHED</source>
        <translation>已达成</translation>
    </message>
    <message>
        <source>Boards start by themselves.</source>
        <translation>电路板会自动启动。</translation>
    </message>
    <message>
        <source>There is no recipe in the folder of this station.</source>
        <translation>本工位的文件夹里没有配方。</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>请选择配方</translation>
    </message>
    <message>
        <source>This one cannot be used</source>
        <translation>此配方不能使用</translation>
    </message>
    <message>
        <source>This one is active</source>
        <translation>此配方已在使用</translation>
    </message>
    <message>
        <source>Not while a slot works</source>
        <translation>有工位正在工作，请稍候</translation>
    </message>
    <message>
        <source>Not for your role</source>
        <translation>您的角色无此权限</translation>
    </message>
    <message>
        <source>%1 %2 is active. Put in boards of %3.</source>
        <translation>%1 %2 已启用。请放入 %3 的电路板。</translation>
    </message>
    <message>
        <source>active</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>不能使用</translation>
    </message>
    <message>
        <source>Active until now</source>
        <translation>以往的启用记录</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>不能使用</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Chip</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Nobody here signs in by a PIN. Scan your badge.</source>
        <translation>这里没有人用 PIN 登录。请扫描工卡。</translation>
    </message>
    <message>
        <source>Units, workbook</source>
        <translation>单元，工作簿</translation>
    </message>
    <message>
        <source>one row a unit, XLSX</source>
        <translation>每单元一行，XLSX</translation>
    </message>
    <message>
        <source>Units, text</source>
        <translation>单元，文本</translation>
    </message>
    <message>
        <source>one row a unit, CSV</source>
        <translation>每单元一行，CSV</translation>
    </message>
    <message>
        <source>Attempts, workbook</source>
        <translation>尝试，工作簿</translation>
    </message>
    <message>
        <source>one row an attempt, XLSX</source>
        <translation>每次尝试一行，XLSX</translation>
    </message>
    <message>
        <source>Attempts, text</source>
        <translation>尝试，文本</translation>
    </message>
    <message>
        <source>one row an attempt, CSV</source>
        <translation>每次尝试一行，CSV</translation>
    </message>
    <message>
        <source>Attempts, all evidence</source>
        <translation>尝试，全部证据</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>Units tested, CFX</source>
        <translation>已测单元，CFX</translation>
    </message>
    <message>
        <source>IPC-2591 messages</source>
        <translation>IPC-2591 消息</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>%1 rows are in %2, with their manifest beside it.</source>
        <translation>%1 行已写入 %2，旁边附有清单文件。</translation>
    </message>
    <message>
        <source>Called off. No file was made.</source>
        <translation>已取消。没有生成文件。</translation>
    </message>
    <message>
        <source>The certificate is %1, with its manifest beside it.</source>
        <translation>证书为 %1，旁边附有清单文件。</translation>
    </message>
    <message>
        <source>Comparing the tables …</source>
        <translation>正在比较各表 …</translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%1 / %2 条</translation>
    </message>
    <message>
        <source>Called off. Nothing is known about the records.</source>
        <translation>已取消。记录的情况未知。</translation>
    </message>
    <message>
        <source>The records are not what was written. Entry %1 is %2: %3. Call quality, and keep the journal as it is.</source>
        <translation>记录与写入的内容不符。第 %1 条为“%2”：%3。请通知质量部门，并保持日志原样。</translation>
    </message>
    <message>
        <source>The records are sound: %1 entries, %2 checkpoints, %3 attempts.</source>
        <translation>记录完好：%1 条，%2 个检查点，%3 次尝试。</translation>
    </message>
    <message>
        <source>Archives are missing, so verdicts and tables were not recomputed.</source>
        <translation>缺少归档文件，因此未重新计算判定和各表。</translation>
    </message>
    <message>
        <source>The records are not what was written: %1, %2. Call quality, and keep the journal as it is.</source>
        <translation>记录与写入的内容不符：%1，%2。请通知质量部门，并保持日志原样。</translation>
    </message>
    <message>
        <source>No ST-LINK is plugged in. Plug one in, and it appears here.</source>
        <translation>没有插入 ST-LINK。插入后会显示在这里。</translation>
    </message>
    <message>
        <source>The line is not open</source>
        <translation>产线未开启</translation>
    </message>
    <message>
        <source>Training has its own slots</source>
        <translation>培训使用自己的工位</translation>
    </message>
    <message>
        <source>Training has its own settings</source>
        <translation>培训使用自己的设置</translation>
    </message>
    <message>
        <source>That is slot %1, at %2.</source>
        <translation>这是工位 %1，端口 %2。</translation>
    </message>
    <message>
        <source>Several moved at once. One at a time.</source>
        <translation>同时有多个变化。请逐个操作。</translation>
    </message>
    <message>
        <source>That one is slot %1 already.</source>
        <translation>它已经是工位 %1。</translation>
    </message>
    <message>
        <source>Plug in the probe of slot %1, or put a board into it.</source>
        <translation>请插入工位 %1 的烧录器，或放入一块板。</translation>
    </message>
    <message>
        <source>All slots have their sockets.</source>
        <translation>所有工位都已对应端口。</translation>
    </message>
    <message>
        <source>The slots are those that you showed. The line opens anew.</source>
        <translation>工位已按您的指示对应。产线将重新开启。</translation>
    </message>
    <message>
        <source>No attempt in %1 days</source>
        <translation>%1 天内没有尝试</translation>
    </message>
    <message>
        <source>%1 attempts in %2 days, %3 not passed, %4 by probe or wires</source>
        <translation>%2 天内 %1 次尝试，%3 次未通过，其中 %4 次因烧录器或接线</translation>
    </message>
    <message>
        <source>There is no probe here.</source>
        <translation>此处没有烧录器。</translation>
    </message>
    <message>
        <source>Locked for its failures</source>
        <translation>因失败而锁定</translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>No slot</source>
        <translation>无工位</translation>
    </message>
    <message>
        <source>This probe is at no slot's socket.</source>
        <translation>该烧录器不在任何工位的端口上。</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Whether a press needs somebody who has signed in.</source>
        <translation>启动是否需要有人登录。</translation>
    </message>
    <message>
        <source>Sign out after, s</source>
        <translation>自动退出，秒</translation>
    </message>
    <message>
        <source>Seconds without a press until nobody is signed in any more. 0 = never.</source>
        <translation>多少秒无操作后退出登录。0 = 从不。</translation>
    </message>
    <message>
        <source>Failures that lock a slot</source>
        <translation>锁定工位的失败次数</translation>
    </message>
    <message>
        <source>So many in a row, and the slot takes no board until somebody releases it. 0 = never.</source>
        <translation>连续这么多次后，工位不再接收板，直到有人解除。0 = 从不。</translation>
    </message>
    <message>
        <source>Daily drill</source>
        <translation>每日演练</translation>
    </message>
    <message>
        <source>The first board of each slot and day is proven against a wrong plan and has to go red.</source>
        <translation>每个工位每天的第一块板会用错误方案验证，必须变红。</translation>
    </message>
    <message>
        <source>Hands-free</source>
        <translation>免触启动</translation>
    </message>
    <message>
        <source>A board that is put in starts by itself.</source>
        <translation>放入的板会自动开始。</translation>
    </message>
    <message>
        <source>Work order prefix</source>
        <translation>工单前缀</translation>
    </message>
    <message>
        <source>A label that begins with this names the work order. Empty = none does.</source>
        <translation>以此开头的标签表示工单。空 = 无。</translation>
    </message>
    <message>
        <source>Target per shift</source>
        <translation>每班目标</translation>
    </message>
    <message>
        <source>Units that a shift is to pass. 0 = no target.</source>
        <translation>每班应通过的数量。0 = 无目标。</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Dark grounds when the station starts.</source>
        <translation>站点启动时使用深色背景。</translation>
    </message>
    <message>
        <source>Letters, percent</source>
        <translation>字号，百分比</translation>
    </message>
    <message>
        <source>Of the usual size when the station starts, 100 to 150.</source>
        <translation>站点启动时相对常规字号，100 到 150。</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>Where files go that are exported at the screen. Empty = exports in the data folder.</source>
        <translation>屏幕导出文件的位置。空 = 数据文件夹中的 exports。</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>On another disk. Each copy is a new file there, and none is ever removed.</source>
        <translation>位于另一磁盘。每次备份都是新文件，从不删除。</translation>
    </message>
    <message>
        <source>Time of the backup</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Each day at this time, such as 02:00, while the line goes on.</source>
        <translation>每天此时，例如 02:00，产线照常运行。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>Nobody signs in</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Taken. The line opens anew.</source>
        <translation>已采用。产线将重新开启。</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>No folder for backups is set: [backup] folder in the settings.</source>
        <translation>未设置备份文件夹：设置中的 [backup] folder。</translation>
    </message>
    <message>
        <source>Each day at %1 into %2.</source>
        <translation>每天 %1 备份到 %2。</translation>
    </message>
    <message>
        <source>No folder is set</source>
        <translation>未设置文件夹</translation>
    </message>
    <message>
        <source>Verifying the copy …</source>
        <translation>正在校验备份…</translation>
    </message>
    <message>
        <source>Copying the records …</source>
        <translation>正在复制记录…</translation>
    </message>
    <message>
        <source>Copied and verified: %1 entries are in %2.</source>
        <translation>已复制并校验：%1 条记录在 %2 中。</translation>
    </message>
    <message>
        <source>%1 entries, by %2</source>
        <translation>%1 条记录，%2</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Station key</source>
        <translation>站点密钥</translation>
    </message>
    <message>
        <source>Release authority</source>
        <translation>发布机构</translation>
    </message>
    <message>
        <source>Loaders</source>
        <translation>加载程序</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>正在检测…</translation>
    </message>
    <message>
        <source>The station is fit.</source>
        <translation>站点状态良好。</translation>
    </message>
    <message>
        <source>%1 of %2 points are not as they should be.</source>
        <translation>%2 项中有 %1 项不正常。</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>更换角色</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN</translation>
    </message>
    <message>
        <source>New badge</source>
        <translation>新工牌</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Retire for ever</source>
        <translation>永久停用</translation>
    </message>
    <message>
        <source>Nobody signs in in training</source>
        <translation>培训中无人登录</translation>
    </message>
    <message>
        <source>Nobody signs in: see the settings</source>
        <translation>无人登录：请看设置</translation>
    </message>
    <message>
        <source>%1 is %2 here now.</source>
        <translation>%1 现在的角色是%2。</translation>
    </message>
    <message>
        <source>%1 has retired.</source>
        <translation>%1 已停用。</translation>
    </message>
    <message>
        <source>%1 may try again.</source>
        <translation>%1 可以重试。</translation>
    </message>
    <message>
        <source>%1 is changed.</source>
        <translation>%1 已更改。</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>工牌</translation>
    </message>
    <message>
        <source>on a stick</source>
        <translation>在 U 盘上</translation>
    </message>
    <message>
        <source>%1 %2 is on the shelf now. It is not active yet.</source>
        <translation>%1 %2 已导入。尚未启用。</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>one page to sign, PDF</source>
        <translation>一页，供签字，PDF</translation>
    </message>
    <message>
        <source>The shift report is %1, with its manifest beside it.</source>
        <translation>班次报告为 %1，旁边附有清单文件。</translation>
    </message>
    <message>
        <source>%1: no units</source>
        <translation>%1：没有单元</translation>
    </message>
    <message>
        <source>%1: %2, %3; limits %4 to %5</source>
        <translation>%1：%2，%3；控制限 %4 至 %5</translation>
    </message>
    <message>
        <source>Outside the limits</source>
        <translation>超出控制限</translation>
    </message>
    <message>
        <source>n = units first seen in the hour</source>
        <translation>n = 该小时内首次出现的单元数</translation>
    </message>
    <message>
        <source>n = units first seen on the day</source>
        <translation>n = 当日首次出现的单元数</translation>
    </message>
    <message>
        <source>Centre line p = %1 = %2. Limits = p ± 3·√(p·(1 − p) / n), %3: few units have wide limits, none are a gap.</source>
        <translation>中心线 p = %1 = %2。控制限 = p ± 3·√(p·(1 − p) / n)，%3：单元少则控制限宽，没有单元则留空。</translation>
    </message>
    <message>
        <source>No point is outside the limits.</source>
        <translation>没有点超出控制限。</translation>
    </message>
    <message>
        <source>Outside the limits: %1</source>
        <translation>超出控制限：%1</translation>
    </message>
    <message>
        <source>Board without a name</source>
        <translation>无标识的电路板</translation>
    </message>
    <message>
        <source>%1 units, %2 of them passed at their first attempt</source>
        <translation>%1 个单元，其中 %2 个首次尝试即通过</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them passed</source>
        <translation>%1 次尝试，其中 %2 次通过</translation>
    </message>
    <message>
        <source>and %1 more, which are older</source>
        <translation>另有 %1 条更早的记录</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Units first seen: %1</source>
        <translation>首次出现的单元：%1</translation>
    </message>
    <message>
        <source>Put the golden board in</source>
        <translation>放入金样板</translation>
    </message>
    <message>
        <source>Put the golden board into slot %1.</source>
        <translation>请在工位 %1 放入金样板。</translation>
    </message>
    <message>
        <source>Put the golden board into slots %1, one after the other.</source>
        <translation>请依次在工位 %1 放入金样板。</translation>
    </message>
    <message>
        <source>The scanner is not there. Check its cable, or type the numbers.</source>
        <translation>找不到扫描枪。请检查其线缆，或手动输入号码。</translation>
    </message>
    <message>
        <source>Volume, percent</source>
        <translation>音量，百分比</translation>
    </message>
    <message>
        <source>Of the sounds when the station starts. 0 = silent.</source>
        <translation>站点启动时的提示音音量。0 = 静音。</translation>
    </message>
    <message>
        <source>Foot switch</source>
        <translation>脚踏开关</translation>
    </message>
    <message>
        <source>The key that it sends, such as F13 or PgDown: none that may stand in a label.</source>
        <translation>它发送的按键，例如 F13 或 PgDown：不能是标签中可能出现的字符。</translation>
    </message>
    <message>
        <source>Bound scanner</source>
        <translation>绑定的扫描枪</translation>
    </message>
    <message>
        <source>Its event device below /dev/input/by-id. Empty = labels come as from a keyboard.</source>
        <translation>其位于 /dev/input/by-id 下的事件设备。留空 = 标签像键盘一样输入。</translation>
    </message>
    <message>
        <source>Prefix of the scanner</source>
        <translation>扫描枪前缀</translation>
    </message>
    <message>
        <source>What the scanner puts before each label. What comes without it is refused.</source>
        <translation>扫描枪加在每个标签前面的字符。缺少它的内容会被拒绝。</translation>
    </message>
    <message>
        <source>Suffix of the scanner</source>
        <translation>扫描枪后缀</translation>
    </message>
    <message>
        <source>What the scanner puts after each label, before its Enter.</source>
        <translation>扫描枪加在每个标签后面、回车之前的字符。</translation>
    </message>
    <message>
        <source>Pattern of labels</source>
        <translation>标签格式</translation>
    </message>
    <message>
        <source>Every scanned text has to look like this regular expression; badges too. Empty = anything.</source>
        <translation>每个扫描的文本都必须符合此正则表达式，工牌也是如此。留空 = 任意。</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>TRAINING – virtual boards, nothing here counts</source>
        <translation>培训模式 — 虚拟电路板，不计入生产</translation>
    </message>
</context>
<context>
    <name>StationHeader</name>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>引擎无应答</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>无法记录</translation>
    </message>
</context>
<context>
    <name>EntryField</name>
    <message>
        <source>Serial number by hand</source>
        <translation>手工输入序列号</translation>
    </message>
</context>
<context>
    <name>RecipeColumn</name>
    <message>
        <source>Order %1</source>
        <translation>工单 %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Last units</source>
        <translation>最近的产品</translation>
    </message>
    <message>
        <source>START ALL: %1</source>
        <translation>全部启动：%1</translation>
    </message>
    <message>
        <source>START ALL</source>
        <translation>全部启动</translation>
    </message>
    <message>
        <source>%1 refused presses</source>
        <translation>%1 次按键被拒</translation>
    </message>
    <message>
        <source>%1 without a name</source>
        <translation>%1 个无标识</translation>
    </message>
    <message>
        <source>first pass</source>
        <translation>首次通过</translation>
    </message>
</context>
<context>
    <name>SlotTile</name>
    <message>
        <source>Receipt %1</source>
        <translation>凭证 %1</translation>
    </message>
    <message>
        <source>training</source>
        <translation>培训</translation>
    </message>
</context>
<context>
    <name>LinePage</name>
    <message>
        <source>NO ANSWER</source>
        <translation>没有应答</translation>
    </message>
</context>
<context>
    <name>MenuPanel</name>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>良率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外许可</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日间</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Text %1 %</source>
        <translation>字号 %1 %</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Sound %1 %</source>
        <translation>声音 %1 %</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>静音</translation>
    </message>
</context>
<context>
    <name>BottomLine</name>
    <message>
        <source>Line</source>
        <translation>产线</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>良率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OverridePage</name>
    <message>
        <source>What shall be allowed? It goes on record with your name and your reason.</source>
        <translation>要允许什么？将连同您的姓名和理由一起记录。</translation>
    </message>
    <message>
        <source>Which slot?</source>
        <translation>哪个工位？</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他理由</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>A slot and a reason are needed</source>
        <translation>需要工位和理由</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN of %1</source>
        <translation>%1 的 PIN</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Bytes of files</source>
        <translation>文件字节数</translation>
    </message>
    <message>
        <source>Bytes proven</source>
        <translation>已证明字节数</translation>
    </message>
    <message>
        <source>Chip UID</source>
        <translation>芯片 UID</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>DEV_ID, REV_ID</source>
        <translation>DEV_ID, REV_ID</translation>
    </message>
    <message>
        <source>Die</source>
        <translation>裸片</translation>
    </message>
    <message>
        <source>Digest by the chip</source>
        <translation>芯片摘要</translation>
    </message>
    <message>
        <source>Digest expected</source>
        <translation>期望摘要</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>记录条目</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Fault's note</source>
        <translation>故障备注</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Flash</source>
        <translation>闪存</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Leaf of the last</source>
        <translation>末条叶哈希</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>编程器</translation>
    </message>
    <message>
        <source>Probe firmware</source>
        <translation>编程器固件</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Programmed</source>
        <translation>编程</translation>
    </message>
    <message>
        <source>Protection before</source>
        <translation>之前的保护</translation>
    </message>
    <message>
        <source>Proven by</source>
        <translation>证明方式</translation>
    </message>
    <message>
        <source>Read protection</source>
        <translation>读保护</translation>
    </message>
    <message>
        <source>Read-back SHA-256</source>
        <translation>回读 SHA-256</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Recipe SHA-256</source>
        <translation>配方 SHA-256</translation>
    </message>
    <message>
        <source>Released by</source>
        <translation>发布者</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Rework allowed</source>
        <translation>允许返工</translation>
    </message>
    <message>
        <source>SWD clock</source>
        <translation>SWD 时钟</translation>
    </message>
    <message>
        <source>Serial</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Serial from</source>
        <translation>序列号来源</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>工位</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Start shown</source>
        <translation>启动显示</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>启动来源</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>供电</translation>
    </message>
    <message>
        <source>USB port</source>
        <translation>USB 端口</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Unit's bytes SHA-256</source>
        <translation>单元字节 SHA-256</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Words sampled</source>
        <translation>抽样字数</translation>
    </message>
    <message>
        <source>First-pass yield</source>
        <translation>首次通过率</translation>
    </message>
    <message>
        <source>Final yield</source>
        <translation>最终良率</translation>
    </message>
    <message>
        <source>Attempt yield</source>
        <translation>尝试良率</translation>
    </message>
    <message>
        <source>Retest rate</source>
        <translation>重测率</translation>
    </message>
    <message>
        <source>No trouble found</source>
        <translation>未发现故障</translation>
    </message>
    <message>
        <source>Rolled throughput</source>
        <translation>滚动直通率</translation>
    </message>
    <message>
        <source>Work order</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>units whose first attempt ever passed / units first seen in this time</source>
        <translation>首次尝试即通过的单元 / 此时段内首次出现的单元</translation>
    </message>
    <message>
        <source>of the same units, those whose last attempt passed</source>
        <translation>同一批单元中最后一次尝试通过者</translation>
    </message>
    <message>
        <source>attempts that passed / all attempts in this time</source>
        <translation>通过的尝试 / 此时段内所有尝试</translation>
    </message>
    <message>
        <source>units with more than one attempt / units</source>
        <translation>多次尝试的单元 / 单元</translation>
    </message>
    <message>
        <source>units that passed at the second attempt, same board, no repair / units that failed first</source>
        <translation>第二次尝试通过（同一电路板，未维修）的单元 / 首次失败的单元</translation>
    </message>
    <message>
        <source>product over the stages of first attempts that passed each</source>
        <translation>各步骤首次尝试通过率的乘积</translation>
    </message>
    <message>
        <source>Golden board</source>
        <translation>金样板</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Scan or type a serial number or UID</source>
        <translation>扫描或输入序列号或 UID</translation>
    </message>
    <message>
        <source>Whose record shall be shown?</source>
        <translation>要显示哪个单元的记录？</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>正在查找记录 …</translation>
    </message>
    <message>
        <source>Writing the certificate …</source>
        <translation>正在生成证书 …</translation>
    </message>
    <message>
        <source>Back to the record</source>
        <translation>返回记录</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Verify all records</source>
        <translation>校验全部记录</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
</context>
<context>
    <name>RecallPage</name>
    <message>
        <source>Looking through the records …</source>
        <translation>正在查找记录 …</translation>
    </message>
    <message>
        <source>First digits of a file's SHA-256</source>
        <translation>文件 SHA-256 的前几位</translation>
    </message>
    <message>
        <source>Which file shall be looked for? Choose one that ran, or type.</source>
        <translation>要查找哪个文件？请选择运行过的文件或输入。</translation>
    </message>
</context>
<context>
    <name>AttemptRow</name>
    <message>
        <source>Slot %1, %2</source>
        <translation>工位 %1，%2</translation>
    </message>
</context>
<context>
    <name>YieldPage</name>
    <message>
        <source>Counting …</source>
        <translation>正在统计 …</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>条形图</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
</context>
<context>
    <name>YieldFigures</name>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
</context>
<context>
    <name>YieldBars</name>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>此时段内没有生产。</translation>
    </message>
</context>
<context>
    <name>FaultBars</name>
    <message>
        <source>What went wrong most</source>
        <translation>最常见的故障</translation>
    </message>
    <message>
        <source>No attempt failed in this time.</source>
        <translation>此时段内没有失败的尝试。</translation>
    </message>
    <message>
        <source>%1 attempts, %2 of them first ones; %3, with those above %4</source>
        <translation>%1 次尝试，其中 %2 次为首次；%3，与以上合计 %4</translation>
    </message>
</context>
<context>
    <name>SlotFaults</name>
    <message>
        <source>Faults by slot</source>
        <translation>按工位的故障</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>工位</translation>
    </message>
</context>
<context>
    <name>RecallAnswer</name>
    <message>
        <source>units carry it now</source>
        <translation>个单元现在带有它</translation>
    </message>
    <message>
        <source>more were given it once</source>
        <translation>个单元曾被写入过它</translation>
    </message>
    <message>
        <source>attempts on boards that are no units (drills, refused, without a name)</source>
        <translation>次尝试针对不算单元的电路板（演练、被拒绝、无标识）</translation>
    </message>
    <message>
        <source>carries it</source>
        <translation>带有</translation>
    </message>
    <message>
        <source>once</source>
        <translation>曾经</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>工位 %1</translation>
    </message>
</context>
<context>
    <name>RecipePage</name>
    <message>
        <source>Reading and checking the recipes …</source>
        <translation>正在读取并检查配方…</translation>
    </message>
    <message>
        <source>Make it the active recipe</source>
        <translation>设为当前配方</translation>
    </message>
    <message>
        <source>Bring it in</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Who are you? Your PIN comes next.</source>
        <translation>请选择您的姓名，然后输入 PIN。</translation>
    </message>
    <message>
        <source>Looking through the records …</source>
        <translation>正在查找记录 …</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Export: %1</source>
        <translation>导出：%1</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>正在写入 …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>另一个文件</translation>
    </message>
</context>
<context>
    <name>AuditSheet</name>
    <message>
        <source>Verifying …</source>
        <translation>正在校验 …</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Slots and probes</source>
        <translation>工位和烧录器</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>ProbeSection</name>
    <message>
        <source>Say which socket is which slot</source>
        <translation>指定端口与工位的对应</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>These are all</source>
        <translation>全部完成</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Choose a setting.</source>
        <translation>请选择一项设置。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Take this value</source>
        <translation>采用此值</translation>
    </message>
</context>
<context>
    <name>CrewSection</name>
    <message>
        <source>Add somebody</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Badge: scan it now</source>
        <translation>工牌：请现在扫描</translation>
    </message>
    <message>
        <source>PIN, 6 characters or more</source>
        <translation>PIN，至少 6 个字符</translation>
    </message>
    <message>
        <source>The same PIN once more</source>
        <translation>再次输入相同的 PIN</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>记录</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>No copy is on record yet.</source>
        <translation>尚无备份记录。</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>立即备份</translation>
    </message>
</context>
<context>
    <name>CheckSection</name>
    <message>
        <source>Trust, disk, records, people, key and probes are looked at. The line goes on meanwhile.</source>
        <translation>将检查发布机构、磁盘、记录、人员、密钥和烧录器。产线照常运行。</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Test the station</source>
        <translation>检测站点</translation>
    </message>
</context>
<context>
    <name>LogSection</name>
    <message>
        <source>At least</source>
        <translation>最低级别</translation>
    </message>
    <message>
        <source>Only lines with these words</source>
        <translation>仅含这些文字的行</translation>
    </message>
    <message>
        <source>No such line was logged.</source>
        <translation>没有这样的日志。</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>First-pass yield over time</source>
        <translation>首次通过率趋势</translation>
    </message>
    <message>
        <source>Nothing was made in this time.</source>
        <translation>此时段内没有生产。</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>限内</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>超限</translation>
    </message>
    <message>
        <source>between the limits</source>
        <translation>控制限之间</translation>
    </message>
    <message>
        <source>centre line</source>
        <translation>中心线</translation>
    </message>
    <message>
        <source>Touch a point, a bar or a number to see its units.</source>
        <translation>触摸点、条形或数字即可查看对应的单元。</translation>
    </message>
</context>
<context>
    <name>BehindList</name>
    <message>
        <source>Looking through the records …</source>
        <translation>正在查找记录 …</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>工位 %1</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>更晚</translation>
    </message>
</context>
</TS>
