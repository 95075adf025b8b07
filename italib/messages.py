"""Every sentence that italib says to a user, in Thai, by key. Nothing here decides anything."""

# What is wrong with an input. Each says what was expected and what to do; file, row, column and value stand in front.
PROBLEMS = {
    "no_file": "ไม่พบไฟล์นี้ ให้สร้างไฟล์ หรือตรวจชื่อและตำแหน่งของไฟล์",
    "no_folder": "ไม่พบโฟลเดอร์นี้ ให้ตรวจชื่อหน่วยงานและปี (ที่มีอยู่: {known})",
    "bad_agency_name": "ชื่อหน่วยงานใช้ได้เฉพาะ a-z 0-9 - และ _ ให้ใช้ชื่อโฟลเดอร์ที่อยู่ใต้ data/agencies",
    "bad_year": "ปีต้องเป็นจำนวนเต็มของปีงบประมาณ พ.ศ. เช่น {example}",
    "bad_toml": "อ่านไฟล์ TOML ไม่ได้: {why}",
    "bad_setting": "ค่าตั้งไม่ถูกต้อง ({why}) ให้แก้ตามคำอธิบายในไฟล์",
    "bad_encoding": "อ่านตัวอักษรไม่ได้ ให้บันทึกไฟล์ใหม่เป็น CSV UTF-8",
    "bad_spreadsheet": "เปิดไฟล์ตารางไม่ได้ ({why}) ให้เปิดด้วย Excel แล้วบันทึกใหม่",
    "no_columns": "ไม่มีคอลัมน์ {columns} ให้เพิ่มคอลัมน์ในแถวหัวตาราง",
    "unknown_code": "ไม่รู้จักรหัสนี้ในกรอบการประเมินปี {year} ให้ตรวจรหัสหรือแก้ไฟล์ของ data/frameworks/{year}",
    "unknown_level": "ระดับต้องเป็นหนึ่งใน {levels}",
    "wrong_level": "รหัสนี้เป็นระดับ {level} ให้แก้คอลัมน์ level",
    "duplicate": "รหัสนี้มีแล้วในแถว {first} ให้เหลือแถวเดียว",
    "item_in_two": "ข้อนี้อยู่ในสองตัวชี้วัด (แถว {first} ด้วย) แต่ละข้ออยู่ได้ตัวชี้วัดเดียว",
    "unknown_parent": "ไม่พบตัวชี้วัดหรือแบบวัดที่ข้อนี้สังกัด ให้ตรวจคอลัมน์ parent",
    "no_children": 'ไม่มีข้อใดสังกัด {code} ให้เพิ่มข้อ หรือตั้ง items = "unknown" ของแบบวัด',
    "no_parts": "ข้อนี้ไม่มีข้อย่อยใน parts.csv ต้องมีอย่างน้อยหนึ่งแถว",
    "part_numbers": "เลขข้อย่อยต้องเรียง 1, 2, 3 … พบ {numbers}",
    "bad_polarity": "ทิศทางต้องเป็น positive หรือ negative",
    "unknown_scale": "ไม่มีมาตรวัดนี้ใน scales.csv (มี: {known})",
    "no_points": "ตัวเลือกนี้ไม่มีคะแนน ต้องเป็นตัวเลข 0-100 ทั้ง points และ points_negative",
    "twice_in_scale": "ตัวเลือกนี้มีในมาตรวัดแล้ว (แถว {first})",
    "mixed_children": "ตัวชี้วัดนี้มีทั้งข้อและตัวชี้วัดย่อย ให้มีอย่างเดียว",
    "short_scale": "มาตรวัดต้องมีอย่างน้อยสองตัวเลือก",
    "weights": "น้ำหนักของแบบวัดรวมได้ {total} ต้องรวมเป็น 100",
    "bands_hole": "เกณฑ์ระดับมีช่องโหว่ระหว่าง {low} กับ {high} ให้ทุกคะแนนมีระดับ",
    "bands_overlap": "เกณฑ์ระดับซ้อนกันระหว่าง {low} กับ {high} ให้แต่ละคะแนนมีระดับเดียว",
    "bands_ends": "เกณฑ์ระดับต้องครอบคลุม 0 ถึง 100 พบ {low} ถึง {high}",
    "band_upside_down": "ค่า from สูงกว่า to",
    "no_source": "ต้องระบุที่มา (source) ของถ้อยคำ",
    "bad_score": "คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 84.94",
    "bad_rating": "ไม่มีระดับนี้ในเกณฑ์ (มี: {known})",
    "nothing_held": "ไม่มีทั้งไฟล์ใน raw/ และคะแนนใน published.csv ของแบบวัด {instrument} จึงคำนวณไม่ได้",
    "no_score": "คำนวณคะแนนของ {instrument} ไม่ได้ ขาดคะแนนของตัวชี้วัด {codes} ให้เติมใน published.csv หรือวางไฟล์ส่งออกใน raw/",
    "unknown_instrument": "ชื่อไฟล์ต้องขึ้นต้นด้วยแบบวัด ({known}) เช่น iit.csv",
    "settings_not_read": "รุ่นนี้ยังไม่อ่านไฟล์นี้ จึงหยุดก่อนที่จะอ่านไฟล์ส่งออกผิดจากที่ตั้งไว้ ให้ย้ายไฟล์ออกจาก raw/",
    "unsupported_form": "ยังไม่รองรับไฟล์ชนิดนี้ ใช้ .csv .tsv .xlsx หรือ .ods",
    "no_header": "หาแถวหัวตารางไม่พบ: ต้องมีแถวที่เป็นข้อคำถามหรือรหัสข้อของ {instrument}",
    "part_without_column": "ไม่มีคอลัมน์ใดตอบข้อย่อย {parts} ให้ตรวจถ้อยคำหัวคอลัมน์ หรือใส่รหัสข้อไว้หน้าหัวคอลัมน์",
    "two_columns": "ข้อย่อย {part} มีสองคอลัมน์ ({first} และ {second}) ให้เหลือคอลัมน์เดียว",
    "column_without_part": "คอลัมน์นี้เป็นข้อ {item} ซึ่งมี {count} ข้อย่อย แต่ไม่บอกว่าเป็นข้อย่อยใด ให้ระบุใน [ ] หรือใช้รหัสเช่น {item}.1",
    "two_forms": "{instrument} มีทั้งตารางคะแนนและคำตอบรายคน ({other}) ให้เหลืออย่างเดียว",
    "item_without_score": "ไม่มีคะแนนของข้อ {items}",
    "unanswered": "ไม่มีคำตอบที่อ่านได้เลยของข้อย่อย {parts} ตรวจว่าคำตอบเป็นข้อความของตัวเลือก (ยังไม่อ่านคะแนนที่ให้ไว้แล้ว)",
    "nobody_left": "ไม่เหลือผู้ตอบที่นับได้เลย (มี {rows} แถว ถูกคัดออกทั้งหมด) ให้ดูเหตุผลใน cleaning.csv",
    "parameter_undeclared": "สมุดงานไม่ได้ประกาศพารามิเตอร์นี้ ในช่อง parameters มี: {declared}",
    "parameter_name": "ชื่อพารามิเตอร์ต้องเป็นตัวอักษร a-z ตัวเลข และ _ เท่านั้น",
    "parameter_fixed": "พารามิเตอร์นี้กำหนดโดยคำสั่งอยู่แล้ว",
    "unknown_notebook": "ไม่มีสมุดงานนี้ (มี: {known})",
    "no_notebooks": "ไม่พบสมุดงานในโฟลเดอร์นี้",
    "bad_notebook": "ไฟล์นี้ไม่ใช่สมุดงาน Jupyter ที่อ่านได้ ให้นำไฟล์เดิมกลับมา",
    "not_a_folder": "ต้องเป็นโฟลเดอร์ แต่มีไฟล์ชื่อนี้อยู่ ให้ย้ายไฟล์ออก หรือเลือก --output-dir อื่น",
    "no_parameters_cell": "สมุดงานไม่มีช่องที่ติดป้าย parameters",
    "no_recipe": "ไม่มี reconstruct.toml จึงไม่รู้จำนวนผู้ตอบ ให้สร้างไฟล์ตามแบบของหน่วยงานที่มีไฟล์นี้",
    "not_ours": "ไฟล์นี้ไม่ได้สร้างโดย italib reconstruct หรือถูกแก้ไขแล้ว จึงไม่เขียนทับ ให้ย้ายไฟล์ออกก่อน",
    "no_published_items": "ไม่มีคะแนนรายข้อที่เผยแพร่ของ {items} จึงสร้างคำตอบไม่ได้",
    "impossible": "ไม่มีชุดคำตอบของผู้ตอบ {n} คนที่ให้คะแนน {printed} ได้ (ใกล้ที่สุด {near})",
    "impossible_together": "คะแนนรายข้อแต่ละข้อเป็นไปได้ แต่รวมกันแล้วให้คะแนน {printed} ของ {code} ไม่ได้",
    "bad_export_name": "ชื่อไฟล์ของ {instrument} ต้องขึ้นต้นด้วย {prefix} และลงท้ายด้วย {suffix} ไม่มีโฟลเดอร์",
    "no_respondents": "ต้องระบุจำนวนผู้ตอบ (respondents) ของแบบสำรวจนี้",
    "fractional_points": "คะแนนของตัวเลือกต้องเป็นจำนวนเต็มจึงสร้างคำตอบจำลองได้",
    "bad_dirt": "สูตรนี้ต้องการแถวหรือข้อที่ไม่มีในแบบสำรวจ: {why}",
    # The tables that the office keeps, and the text of the document.
    "no_code": "แถวนี้ไม่มีรหัส ให้ใส่รหัสที่ไม่ซ้ำกับแถวอื่น",
    "no_items": "ต้องบอกว่าแนวทางนี้ตอบข้อใด เช่น {example} (คั่นหลายข้อด้วยช่องว่าง)",
    "bad_month": "ต้องเป็นชื่อเดือนภาษาไทยกับปี พ.ศ. สี่หลัก เช่น กันยายน {year}",
    "far_month": "ห่างจากปีงบประมาณของเอกสาร ({year}) เกินสิบปี ให้ตรวจปี พ.ศ.",
    "extra_cells": 'แถวนี้มีข้อความเกินจำนวนคอลัมน์ ถ้าข้อความมีจุลภาค ให้ใส่ข้อความไว้ในเครื่องหมายคำพูด "…"',
    "same_heading": "หัวคอลัมน์นี้มีสองคอลัมน์ ให้เหลือคอลัมน์เดียว",
    "open_quote": "มีเครื่องหมายคำพูดที่ไม่ได้ปิด ({why}) ให้เปิดด้วย Excel แล้วบันทึกใหม่",
    "bad_rounds": "รอบรายงานต้องเป็นจำนวนเดือน 1 ถึง 99 เช่น 6 12",
    "twice_in_cell": "รหัสนี้อยู่ในช่องเดียวกันสองครั้ง ให้เหลือครั้งเดียว",
    "no_letter": "ฟอนต์ของแผนภูมิและเอกสารไม่มีตัวอักษรนี้ ให้ใช้ตัวอักษรอื่นแทน",
    "unknown_action": "ไม่มีแนวทางรหัสนี้ใน actions.csv ให้ตรวจรหัส",
    "unknown_measure": "ไม่มีมาตรการรหัสนี้ใน measures.csv ให้ตรวจรหัส",
    "unknown_round": "มาตรการนี้ไม่มีรอบรายงานนี้ (มี: {asked})",
    "no_phrase": "ไม่มีถ้อยคำนี้ ให้เติมกลับในส่วน [phrases]",
    "unknown_value_of_phrase": "ถ้อยคำนี้ไม่มีค่าชื่อนี้ (มี: {known})",
    "unknown_value": "ไม่มีค่าชื่อนี้ ให้ตรวจตัวสะกดกับรายชื่อที่หัวไฟล์",
    "unknown_part": "ไม่มีสิ่งที่อ้างถึง (มี: {known})",
    "heading_level": "หัวข้อข้ามระดับ ให้เป็นระดับ {most} หรือสูงกว่า",
    "unknown_quantity": "ไม่รู้จักชนิดของตัวเลขนี้ (มี: {known}) ความหมายอยู่ใน data/README.md",
    "bad_claim_year": "ปีต้องเป็นเลขปีงบประมาณ พ.ศ. สี่หลัก หรือเว้นว่างถ้าเป็นปีของโฟลเดอร์นี้",
    "bad_claim_code": "ตัวเลขชนิดนี้ต้องการรหัสของระดับ {levels}",
    "population_too_small": "ประชากรน้อยกว่าผู้ตอบที่นับได้ ({n} คน) ให้แก้จำนวน หรือลบออกถ้าไม่ทราบ",
    "population_of": "ใส่ได้เฉพาะแบบสำรวจ ({known})",
    # What the office has still to fill in; the document shows the place.
    "fill_date": "ยังไม่ได้กรอกเดือนและปีของเอกสาร",
    "fill_comments": "ยังไม่มีความเห็นของสำนักงาน ป.ป.ช.",
    "fill_due": "กำหนดแล้วเสร็จไม่อยู่ในปีงบประมาณ {year} ของเอกสาร",
    "idle_action": "ไม่มีข้อใดที่แนวทางนี้ตอบต่ำกว่าเป้าหมายในปีนี้",
    "year_left_out": "ปีนี้ใช้เทียบในเอกสารไม่ได้: {why}",
    "fill_measures": "ยังไม่มีมาตรการของปีถัดไป",
    "fill_guidance": "ข้อ {code} ต่ำกว่าเป้าหมาย แต่ยังไม่มีแนวทางการพัฒนา",
    "fill_action": "ข้อ {code} ต่ำกว่าเป้าหมาย แต่ยังไม่มีแนวทางสู่การปฏิบัติ",
    "fill_measure": "ข้อ {code} มีแนวทางสู่การปฏิบัติ แต่ยังไม่มีมาตรการใดรองรับ",
    "fill_cells": "ยังไม่ได้กรอก{which} (ปัญหาหรือข้อเสนอแนะที่ไม่มี ให้พิมพ์ว่า ไม่มี)",
    "fill_row": "ยังไม่มีแถวของ {measure} รอบ {round} เดือน",
    # The figures of the whole country.
    "bad_national_year": "ปีต้องเป็นเลขปีงบประมาณ พ.ศ. สี่หลัก",
    "year_twice": "ปีนี้มีแล้วในแถว {first} ให้เหลือแถวเดียว",
    "bad_count": "ต้องเป็นจำนวนเต็ม ไม่มีจุลภาค หรือเว้นว่างถ้าไม่ทราบ",
    "bad_share": "ต้องเป็นตัวเลข 0 ถึง 100 เช่น 81.25 หรือเว้นว่างถ้าไม่ทราบ",
    "too_many_passed": "มากกว่าจำนวนหน่วยงานทั้งหมด ({agencies})",
    "bad_standing": "สถานะของตัวเลขต้องเป็นหนึ่งใน {known}",
    "no_source_of_figures": "ต้องระบุที่มา ตัวเลขที่ไม่มีที่มานำไปเปรียบเทียบไม่ได้",
}

# What cleaning did to a cell or a row: (rule, shown as, sentence).
CLEANING = {
    "html_tag": ("แท็ก HTML", "ตัดแท็ก HTML ออกจากข้อความ"),
    "zero_width": ("อักขระกว้างศูนย์", "ตัดอักขระที่มองไม่เห็น (กว้างศูนย์) ออก"),
    "no_break_space": ("ช่องว่างแบบไม่ตัดบรรทัด", "เปลี่ยนช่องว่างแบบไม่ตัดบรรทัดเป็นช่องว่างธรรมดา"),
    "sara_am": ("สระอำสองตัวอักษร", "รวมนิคหิตกับสระอาเป็นสระอำตัวเดียว"),
    "double_e": ("เ สองตัวแทน แ", "เปลี่ยน เ สองตัวติดกันเป็น แ"),
    "mark_order": ("ลำดับวรรณยุกต์", "เรียงสระและวรรณยุกต์ตามลำดับมาตรฐาน"),
    "thai_digits": ("เลขไทย", "เปลี่ยนเลขไทยเป็นเลขอารบิก"),
    "spaces": ("ช่องว่างเกิน", "ตัดช่องว่างเกินออก"),
    "thai_zero_code": ("เลขศูนย์ไทยแทนตัว o", "อ่านรหัสที่พิมพ์เลขศูนย์ไทย (๐) เป็นตัวอักษร o"),
    "spelling_variant": ("สะกดต่างจากตัวเลือก", "อ่านเป็นตัวเลือก “{answer}” ตามตารางคำสะกดต่าง"),
    "unknown_answer": ("คำตอบที่ไม่รู้จัก", "ไม่ตรงกับตัวเลือกใด จึงไม่นำมาคิดคะแนน"),
    "missing_answer": ("ไม่ได้ตอบ", "ไม่มีคำตอบ จึงไม่นับในค่าเฉลี่ยของข้อย่อยนี้"),
    "empty_row": ("แถวว่าง", "ทั้งแถวไม่มีข้อมูล"),
    "totals_row": ("แถวรวม", "เป็นแถวผลรวมหรือค่าเฉลี่ยท้ายตาราง ไม่ใช่ผู้ตอบหรือข้อประเมิน"),
    "repeated_header": ("หัวตารางซ้ำ", "เป็นหัวตารางที่พิมพ์ซ้ำ ไม่ใช่ผู้ตอบหรือข้อประเมิน"),
    "short_service": ("อายุงานไม่ถึงเกณฑ์", "ปฏิบัติงานไม่ถึง {months} เดือน จึงไม่มีสิทธิตอบแบบวัดนี้"),
    "incomplete": ("ตอบไม่จบ", "ตอบ {answered} จาก {parts} ข้อย่อย ต่ำกว่าร้อยละ {least}"),
    "double_submission": ("ส่งซ้ำ", "ผู้ตอบคนเดียวกันส่งอีกครั้งใน{kept} จึงใช้ครั้งหลังสุด"),
}

# Where the submission that counts stands.
CLEANING_WHERE = {"same_file": "แถว {row}", "other_file": "แถว {row} ของ {file}"}

# What was done with it.
ACTIONS = {"repaired": "ซ่อม", "excluded": "คัดออก", "left_out": "ไม่นำมาคิด"}

# How a column came to be matched to a part or a role.
MATCHED = {
    "code": "รหัสข้อ",
    "wording": "ถ้อยคำของข้อ",
    "wording and part": "ถ้อยคำของข้อและข้อย่อย",
    "heading": "ชื่อคอลัมน์",
}

ROLES = {
    "timestamp": "เวลาที่ส่ง (ไม่ใช้)",
    "identity": "ตัวระบุผู้ตอบ (ใช้หาการส่งซ้ำเท่านั้น)",
    "service": "อายุงาน (ใช้ตรวจสิทธิ)",
    "code": "รหัสข้อ",
    "score": "คะแนน",
}

VERDICTS = {
    "equal": "ตรงกัน",
    "within rounding": "ตรงกันภายในการปัดเศษ",
    "different": "ไม่ตรงกัน",
    "": "ไม่มีคะแนนให้เทียบ",
    "starting figure": "ค่าตั้งต้น",
    "not held": "ไม่มีข้อมูลให้คำนวณ",
}

# What stands for an empty cell in a sentence.
EMPTY = "(ว่าง)"

# The first and the last item of an indicator.
RANGE = "{first} – {last}"

# The audit of published figures: verdicts and what each check found.
AUDIT_VERDICTS = {
    "possible": "เป็นไปได้",
    "impossible": "เป็นไปไม่ได้",
    "equal": "ตรงกัน",
    "within rounding": "ตรงกันภายในการปัดเศษ",
    "different": "ไม่ตรงกัน",
    "not printed": "ไม่ได้พิมพ์",
    "not checked": "ตรวจไม่ได้",
}

AUDIT_CHECKS = {
    "answers": "คะแนนรายข้อเกิดจากคำตอบได้หรือไม่",
    "people": "จำนวนผู้ตอบที่ให้คะแนนทุกข้อพร้อมกันได้",
    "hierarchy": "คะแนนเกิดจากคะแนนข้างใต้ได้หรือไม่",
    "claim": "ข้อความในเอกสารตรงกับตารางหรือไม่",
}

AUDIT = {
    "sum": "{total}/{count}",
    "or": " หรือ ",
    "range": "{low}–{high}",
    "none": "ไม่มี",
    "multiples": "{first} คน หรือพหุคูณของ {first}",
    "answers": "ผู้ตอบ {n} คน ข้อย่อย {parts} ข้อ: ผลรวมคะแนน {sums} ให้คะแนนนี้",
    "held_answers": "คำตอบที่ถืออยู่ของผู้ตอบ {n} คนให้คะแนนนี้",
    "uneven": "ข้อย่อยมีผู้ตอบไม่เท่ากัน จึงค้นชุดคำตอบไม่ได้",
    "no_answers": "ไม่มีชุดคำตอบของผู้ตอบ {n} คนให้คะแนน {stated} ได้ ที่ใกล้ที่สุดคือ {near}: ตรวจตัวเลขที่พิมพ์ หรือจำนวนผู้ตอบ",
    "some_people": "ไม่ทราบจำนวนผู้ตอบ มี {count} จำนวนตั้งแต่ 1 ถึง {most} คนที่ให้คะแนนนี้ได้",
    "no_people": "ไม่มีผู้ตอบกี่คนตั้งแต่ 1 ถึง {most} คนที่ให้คะแนน {stated} ได้: ตรวจตัวเลขที่พิมพ์",
    "fractional": "คะแนนของตัวเลือกในกรอบการประเมินไม่เป็นจำนวนเต็ม จึงค้นชุดคำตอบไม่ได้",
    "people_fit": "{code}: คะแนนทั้ง {items} ข้อเกิดพร้อมกันได้เมื่อมีผู้ตอบ {people} (ค้น 1–{most} คน) ที่นับได้ {n} คนเป็นหนึ่งในนั้น",
    "people_unknown": "{code}: ไม่ทราบจำนวนผู้ตอบ ถ้าทุกคนตอบทุกข้อ คะแนนทั้ง {items} ข้อเกิดพร้อมกันได้เมื่อมี {people} (ค้น 1–{most})",
    "people_misfit": "{code}: ผู้ตอบที่นับได้ {n} คนให้คะแนนทั้ง {items} ข้อพร้อมกันไม่ได้ ถ้าตัวเลขที่ประกาศถูกต้อง ผู้ตอบต้องเป็น {people}",
    "many_people": "{code}: ผู้ตอบ {n} คน เกินช่วงที่ค้น (1 ถึง {most} คน)",
    "uneven_people": "{code}: มีคำตอบที่ขาด แต่ละข้อจึงมีผู้ตอบไม่เท่ากัน",
    "nobody_fits": "{code}: ถ้าตอบครบทุกข้อ ไม่มีจำนวนใน 1–{most} ให้ครบ {items} ข้อ ใกล้สุด {best} คน ({fit} ข้อ): ตรวจ {wrong}",
    "nobody": "{code}: ไม่มีผู้ตอบกี่คนตั้งแต่ 1 ถึง {most} คนที่ให้คะแนนใดใน {items} ข้อได้: ตรวจตัวเลขที่พิมพ์ทุกข้อ",
    "exactly": "ตัวเลขข้างใต้ให้ {allowed} พอดี",
    "between": "ตัวเลขข้างใต้ให้ได้ {allowed} ซึ่งครอบตัวเลขนี้",
    "not_from_below": "ตัวเลขข้างใต้ให้ได้เพียง {allowed} ไม่ใช่ {stated}: ตัวเลขนี้หรือตัวเลขข้างใต้พิมพ์ผิด",
    "claim": "{what}: {message}",
    "what_of": "{what} ({code})",
}

# How a statement of a document stands to the tables.
CLAIMS = {
    "equal": "เอกสารบอก {stated} ตรงกับตารางปี {year}",
    "within rounding": "เอกสารบอก {stated} ตรงกับตารางปี {year} ({computed}) ภายในการปัดเศษ",
    "different": "เอกสารบอก {stated} แต่ตารางปี {year} ให้ {computed}",
    "not printed": "เอกสารไม่ได้พิมพ์ ตารางปี {year} ให้ {computed}",
    "not checked": "เอกสารบอก {stated} ไม่มีตารางปี {year} ให้เทียบ",
}

# The quantities that a statement of a document may be about.
QUANTITY_WORDS = {
    "score": "คะแนน",
    "points": "คะแนนคูณน้ำหนัก",
    "rating": "ระดับผลการประเมิน",
    "rank": "อันดับในแบบวัด",
    "item_range": "ข้อแรกและข้อสุดท้าย",
    "items": "จำนวนข้อ",
    "items_below": "จำนวนข้อที่ต่ำกว่าเป้าหมาย",
    "items_above": "จำนวนข้อที่สูงกว่าเป้าหมาย",
    "items_zero": "จำนวนข้อที่ได้ 0 คะแนน",
    "indicators": "จำนวนตัวชี้วัด",
    "indicators_below": "จำนวนตัวชี้วัดที่ต่ำกว่าเป้าหมาย",
    "instruments": "จำนวนแบบวัด",
    "instruments_below": "จำนวนแบบวัดที่ต่ำกว่าเป้าหมาย",
    "instruments_reached": "จำนวนแบบวัดที่ถึงเป้าหมาย",
    "ratings": "จำนวนระดับ",
    "weight": "น้ำหนัก",
    "target": "คะแนนเป้าหมาย",
    "target_share": "สัดส่วนหน่วยงานเป้าหมาย",
    "strengths": "จำนวนข้อเด่นที่แสดง",
}

# The chart of the numbers of people.
AUDIT_FIGURE = {
    "group": "{code} ({items} ข้อ)",
    "fits": "{code} {people} คน หรือพหุคูณ",
    "fits_many": "{code} {count} จำนวน",
    "fits_none": "{code} ไม่มีจำนวนใด",
}

# How sure a score is: where it stands to the target, what its interval rests on, and what must be said of that.
MARGINS = {
    "reached": "ถึงเป้าหมาย",
    "reached, within the margin": "ถึงเป้าหมาย แต่อยู่ในช่วงคลาดเคลื่อน",
    "below, within the margin": "ต่ำกว่าเป้าหมาย แต่อยู่ในช่วงคลาดเคลื่อน",
    "below": "ต่ำกว่าเป้าหมาย",
    "sample": "คำตอบของผู้ตอบ",
    "census": "ทุกคนตอบ ไม่มีความคลาดเคลื่อนจากการสุ่ม",
    "checklist": "แบบตรวจ ไม่มีผู้ตอบ",
    "no answers": "ไม่มีคำตอบรายคน",
    "one person": "ผู้ตอบคนเดียว ไม่รู้ความแตกต่าง",
    "spread": "คำตอบจำลอง (1)",
    "dependence": "คำตอบจำลอง (2)",
    "cautions": "คำตอบจำลอง: ผลรวมคะแนนของแต่ละข้อเป็นของจริง แต่การกระจายเป็นเพียงแบบหนึ่งที่ให้ผลรวมนั้นได้ (1) "
    "ความสัมพันธ์ระหว่างคำตอบของคนเดียวกันเป็นเรื่องสมมติ ช่วงของข้อที่มีหลายข้อย่อย ตัวชี้วัด แบบวัด และคะแนนรวมจึงใช้อ้างอิงไม่ได้ (2)",
    "items": "{code} รายข้อ",
    "above": "ตัวชี้วัด แบบวัด และคะแนนรวม",
}

# What gaps cost.
COSTS = {
    "below": "ต่ำกว่าเป้าหมาย",
    "reached": "ถึงเป้าหมายแต่ไม่เต็ม",
    "label": "{code}. {name}",
    "full": "เต็ม {score}",
    "total": "คะแนนรวม {score}",
}

# The way to the next rating.
PATHWAY = {
    "publish": "เผยแพร่ครบ",
    "best year": "เท่าปี {year}",
    "step": "ไม่เกิน +{points}",
    "label": "{code} {text}",
    "goal": "{label} ตั้งแต่ {score}",
    "reached": "จาก {start} ({rating}) ถึงระดับ {goal} ได้ด้วยการเปลี่ยนอย่างน้อย {count} ข้อ คือ {listed} แล้วได้ {end} คะแนน",
    "already": "คะแนนถึงเกณฑ์ของระดับ {goal} แล้ว",
    "too far": "ถึงระดับ {goal} ไม่ได้ภายใต้ข้อสมมตินี้: เปลี่ยนทั้ง {count} ข้อแล้วได้ {end} คะแนน{conditions}",
    "condition": " {code} ได้ {after} (ต้องได้ {needed})",
    "highest": "ได้ระดับสูงสุด ({rating}) แล้ว",
    "no items": "ไม่มีคะแนนรายข้อที่ยังขึ้นได้ จึงหาทางไปถึงระดับ {goal} ไม่ได้",
    "count": "{code} {count} ข้อ",
}

# Whose error a difference is, as far as the figures themselves can tell.
EXPLANATIONS = {
    "answers": "คำตอบที่ถืออยู่ไม่ใช่ชุดที่ใช้ประกาศ หรือตัวเลขที่ประกาศพิมพ์ผิด: ตรวจไฟล์ใน raw/ และ published.csv",
    "below differs": "ตามมาจากข้อข้างใต้ที่ไม่ตรง ({codes})",
    "arithmetic": "ข้อข้างใต้ตรงกันทุกข้อ ตัวเลขที่ประกาศจึงรวมผิดหรือพิมพ์ผิด",
    "unchecked below": "ข้างใต้ไม่มีตัวเลขที่ประกาศให้เทียบ จึงบอกไม่ได้ว่าผิดที่ใด",
}

LEVELS = {
    "item": "รายข้อ",
    "sub_indicator": "ตัวชี้วัดย่อย",
    "indicator": "ตัวชี้วัด",
    "instrument": "แบบวัด",
    "total": "คะแนนรวม",
    "rating": "ระดับ",
}

RECONSTRUCTED = "คำตอบรายบุคคลในรายงานนี้สร้างขึ้นใหม่จากคะแนนที่เผยแพร่ ไม่ใช่คำตอบของบุคคลจริง"
# What a document says, which shows no answer of anybody.
RESCORED = "คะแนนคำนวณซ้ำจากคำตอบรายบุคคลที่สร้างขึ้นใหม่ให้ตรงกับคะแนนที่ประกาศ ไม่ใช่คำตอบของบุคคลจริง"

# How the computed figures stand to the published ones.
RECONCILED = {
    "equal": "คะแนนที่เผยแพร่ {count} รายการ ตรงกับที่คำนวณทั้งหมด",
    "rounding": "คะแนนที่เผยแพร่ {count} รายการ สอดคล้องกับที่คำนวณ ({rounding} รายการภายในการปัดเศษ)",
    "starting": " (อีก {count} รายการเป็นค่าตั้งต้นของการคำนวณ จึงไม่ได้เทียบ)",
    "nothing": "ไม่มีคะแนนที่เผยแพร่ให้เทียบ",
    "different": "คะแนนที่คำนวณได้ไม่ตรงกับที่เผยแพร่ {count} รายการ ({codes})",
}

# What the command line says.
CLI = {
    "usage": "ใช้คำสั่งไม่ถูกต้อง: {why} ดูวิธีใช้ด้วย --help",
    "usage_missing": "ขาด {name}",
    "usage_option": "ไม่มีตัวเลือก {name}",
    "usage_value": "ตัวเลือก {name} ต้องมีค่าตามหลัง",
    "usage_form": "มีคำที่เกินมาหรือผิดรูปแบบ {words}",
    "usage_command": "ไม่มีคำสั่ง {name}",
    "year": "ปีต้องเป็นเลขปีงบประมาณ พ.ศ. สี่หลัก พบ “{found}”",
    "problems": "ใช้ข้อมูลนี้ไม่ได้ พบปัญหา {count} รายการ:",
    "to_fill": "ยังต้องกรอก {count} แห่ง (เอกสารจะแสดงไว้ว่ายังไม่ได้กรอก):",
    "checked": "ตรวจแล้ว ข้อมูลของ {name} ปี {year} ใช้ได้",
    "sheet": "{file}: {instrument} มี {rows} แถว นับได้ {kept}",
    "running": "{name} ปีงบประมาณ พ.ศ. {year}",
    "notebook": "[{number}/{count}] {notebook} {question} … ",
    "pages": "[{number}/{count}] เขียนหน้ารายงาน … ",
    "seconds": "{seconds:.1f} วินาที",
    "stale": "ผลเดิมทำจากข้อมูลหรือโปรแกรมรุ่นอื่น จึงรันใหม่ทุกสมุดงาน",
    "stopped_at": "สมุดงาน {notebook} ไม่สำเร็จ ผลชุดนี้ไม่ครบ",
    "failed_word": "ไม่สำเร็จ",
    "failed": "สมุดงาน {notebook} ไม่สำเร็จ: {why}\nดูสมุดงานที่รันค้างไว้: {kept}\nผลครั้งก่อนที่สำเร็จยังอยู่ครบ",
    "done": "เสร็จแล้ว คะแนนรวม {total} ระดับ {rating}",
    "draft": "ฉบับร่าง: {reason}",
    "open": "เปิดดูได้ที่ {address}",
    "reconstructed": "สร้างคำตอบจำลองแล้ว {count} ไฟล์ใน {folder}",
}

# What a notebook says of the run it belongs to.
STAGE = {
    "whose": "{name} ปีงบประมาณ พ.ศ. {year}",
    "draft": "ฉบับร่าง: มีคะแนนที่คำนวณได้ไม่ตรงกับที่เผยแพร่ ดูสมุดงาน 03_reconcile",
}

# Words on charts.
CHART = {
    "answers_axis": "ร้อยละ (ซ้าย: คำตอบที่ได้คะแนนต่ำกว่า 50, ขวา: สูงกว่า 50)",
    "points": "{points:g} คะแนน",
    "reached": "ผ่าน",
    "watch": "ผ่าน ควรติดตาม",
    "below": "ต่ำกว่าเป้าหมาย",
    "score": "คะแนน",
    "total": "คะแนนรวม",
    "rating": "ระดับ",
    "panel": "{code} ({count} ข้อ)",
    "target": "เป้าหมาย {score:g}",
    "gap": "{shown}  (ขาด {gap})",
    "earned": "คะแนนที่ได้",
    "missing": "ที่ยังขาดถึงเป้าหมาย",
    "announced": "ประกาศ {figure}",
    "moved": "{name} จาก {earlier} เป็น {now}",
    "round": "รอบ {months} เดือน",
    "round_end": "สิ้นรอบรายงาน",
    "items": "ข้อที่เป็นไปได้",
    "people": "จำนวนผู้ตอบ (คน)",
}

# The charts that a notebook and the document share: finding, source, and what stands for it where it can't be seen.
PICTURE = {
    "total": {
        "title": "คะแนนรวม {total} ระดับ {rating}: {parts}",
        "note": "ที่มา: คะแนนแบบวัดปี {year} คูณน้ำหนัก จากค่าที่ยังไม่ปัดเศษ {asked}",
        "alt": "แผนภูมิแท่งต่อกันของคะแนนแบบวัดตามน้ำหนัก {parts} รวม {total} อยู่ในระดับ {rating}",
    },
    "radar": {
        "title": "{below} จาก {count} ตัวชี้วัดต่ำกว่าเป้าหมาย {target}{which}",
        "note": "ที่มา: คะแนนตัวชี้วัดปี {year} {asked}",
        "alt": "แผนภูมิเรดาร์ของ {count} ตัวชี้วัด {listed}",
    },
    "slope": {
        "title": "จากปี {before} ถึงปี {year}: {up} ตัวชี้วัดขึ้นถึงเป้าหมาย {target} และ {down} ตัวชี้วัดลงต่ำกว่าเป้าหมาย",
        "note": "ที่มา: คะแนนตัวชี้วัดปี {years} ({people})",
        "alt": "แผนภูมิเส้นของคะแนนตัวชี้วัดปี {years} เทียบปี {before} กับปี {year}: {listed}",
    },
    "margins": {
        "title": "{below} ข้อต่ำกว่าเป้าหมาย {target} ชัดเจน อีก {open} ข้อใกล้เป้าหมายจนบอกไม่ได้ว่าถึงหรือไม่",
        "note": "ที่มา: คะแนนปี {year} {asked} เส้นคือช่วงความเชื่อมั่นร้อยละ {confidence}",
        "alt": "แผนภูมิจุดของคะแนนกับช่วงความเชื่อมั่นร้อยละ {confidence} และเส้นเป้าหมาย {target} ต่ำกว่าเป้าหมาย: {listed}",
    },
    "waterfall": {
        "title": "จากเต็ม 100 เหลือ {total}: {first} เสียมากที่สุด {lost} คะแนน",
        "note": "ที่มา: คะแนนตัวชี้วัดปี {year} คูณน้ำหนัก จากค่าที่ยังไม่ปัดเศษ {asked}",
        "alt": "แผนภูมิน้ำตกจาก 100 ถึงคะแนนรวม {total} ทีละตัวชี้วัด: {listed}",
    },
    "stairs": {
        "title": "{count} ข้อพาจาก {start} ถึงระดับ {goal}: {by_instrument}",
        "note": "ข้อสมมติ: แบบตรวจขึ้นได้ถึง 100 ข้อของแบบสำรวจขึ้นได้ไม่เกิน {points} คะแนนหรือเท่าปีที่ดีที่สุด ปี {year} {asked}",
        "alt": "แผนภูมิขั้นบันไดจาก {start} ถึง {end} คะแนน: {listed}",
    },
    "people": {
        "title": "คะแนนทุกข้อที่ประกาศเกิดพร้อมกันได้เมื่อมีผู้ตอบ {fits}",
        "note": "แต่ละแท่งคือจำนวนข้อที่ผู้ตอบเท่านั้นให้คะแนนตรงที่พิมพ์ได้ (แท่งแดงคือทุกข้อ) ค้น 1–{most} คน ปี {year}",
        "alt": "แผนภูมิแท่งของจำนวนข้อที่เป็นไปได้ตามจำนวนผู้ตอบ 1 ถึง {most} คน เป็นไปได้ทุกข้อเมื่อมีผู้ตอบ {fits}",
    },
    "country": {
        "title": "{said}",
        "note": "ที่มา: คะแนนรวมของหน่วยงาน {asked} ผลทั้งประเทศ: {source}",
        "alt": "แผนภูมิคะแนนรวมของหน่วยงานเทียบค่าเฉลี่ยทั้งประเทศและสัดส่วนหน่วยงานที่ผ่าน {said}",
    },
    "gantt": {
        "title": "{steps} ขั้นตอนของ {owners} ผู้รับผิดชอบ แล้วเสร็จภายใน {last}",
        "note": "ที่มา: มาตรการของหน่วยงาน แท่งเริ่ม {begins} และสิ้นสุดเดือนที่กำหนดแล้วเสร็จ",
        "alt": "แผนภูมิแกนต์ของขั้นตอน ผู้รับผิดชอบ และกำหนดแล้วเสร็จ: {listed}",
    },
}

AND = " และ "

# Words in the cells of tables.
TABLE = {
    "answers": "คำตอบรายคน",
    "score table": "คะแนนรายข้อ",
    "people": "{count} คน",
    "items": "{count} ข้อ",
    "population_unknown": "{count} คน (ไม่ทราบจำนวนประชากร)",
    "enough": "ครบ",
    "too_few": "ไม่ครบ",
    "asked": "ผู้ตอบ {people}",
    "asked_in": "ปี {year} {asked}",
    "others_unknown": "ปีอื่นไม่ทราบจำนวนผู้ตอบ",
    "all_unknown": "ไม่ทราบจำนวนผู้ตอบ",
    "people_of": "{code} {count} คน",
    "row": "แถว {row}",
    "kept": "มีทั้งหมด {rows} แถว นับได้ {kept} แถว คัดออก {excluded} แถว ไม่มีแถวใดหายไปโดยไม่มีเหตุผล",
    "no_files": "ปีนี้ไม่มีไฟล์คำตอบหรือตารางคะแนนรายข้อ การคำนวณเริ่มจากตัวเลขที่ประกาศ",
    "nothing": "{caption}: ไม่มีรายการ",
    "file": "ไฟล์",
    "row_number": "แถว",
    "column": "คอลัมน์",
    "blank": "สิ่งที่ขาด",
}

# How well a figure is known.
STANDINGS = {"stated": "มีแหล่งเผยแพร่", "derived": "คำนวณจากตัวเลขที่เผยแพร่", "unverified": "ยังไม่ได้ยืนยัน"}

# Why an item of two years may not be compared.
INCOMPARABLE = {
    "wording": "ถ้อยคำของข้อต่างกัน",
    "parts": "ข้อย่อยต่างกัน",
    "polarity": "ทิศทางของคำถามต่างกัน",
    "scale": "ตัวเลือกหรือคะแนนของตัวเลือกต่างกัน",
    "unknown earlier": "ไม่มีแหล่งถ้อยคำของปี {earlier}",
    "unknown later": "ไม่มีแหล่งถ้อยคำของปี {later}",
    "only earlier": "มีเฉพาะในปี {earlier}",
    "only later": "มีเฉพาะในปี {later}",
}

# Words of the trend, in tables and on charts.
TREND = {
    "rose": "เพิ่มขึ้นมากที่สุด",
    "fell": "ลดลงมากที่สุด",
    "crossed_up": "ขึ้นถึงเป้าหมาย",
    "crossed_down": "ลงต่ำกว่าเป้าหมาย",
    "not_crossed": "ไม่ข้ามเป้าหมาย",
    "comparable": "เทียบได้",
    "incomparable": "เทียบไม่ได้",
    "roughly": "≈{score}",
    "year": "ปี {year}",
    "agency": "คะแนนรวมของหน่วยงาน",
    "country": "คะแนนเฉลี่ยทั้งประเทศ",
    "mean": "ค่าเฉลี่ยทั้งประเทศ {score}",
    "own": "หน่วยงาน {score}",
    "passed": "ผ่าน {share}%",
    "failed": "ไม่ผ่าน {share}%",
    "here": "หน่วยงานอยู่ในกลุ่มนี้",
    "target_share": "เป้าหมายร้อยละ {share:g}",
    "share": "ร้อยละของหน่วยงาน",
    "beyond chance": "เปลี่ยนเกินความคลาดเคลื่อน",
    "within chance": "อยู่ในช่วงคลาดเคลื่อน บอกไม่ได้ว่าเปลี่ยน",
    "published only": "รู้เพียงตัวเลขที่ประกาศ",
    "between": "{lower} ถึง {upper}",
}

# What changed between two years beyond chance, in one sentence.
CHANGES = {
    "first": "ปี {later} เป็นปีแรกที่มีคะแนน จึงไม่มีการเปลี่ยนแปลงให้ดู",
    "published only": "ไม่มีคำตอบรายคนครบทั้งปี {earlier} และปี {later} จึงรู้เพียงว่าตัวเลขที่ประกาศเปลี่ยนไปเท่าใด",
    "known": "จากปี {earlier} ถึงปี {later} มีคำตอบของทั้งสองปี {scores} คะแนน เปลี่ยนเกินความคลาดเคลื่อน {beyond} คะแนน",
}

# An agency beside the country, in one sentence.
COUNTRY = {
    "above": "ปี {year} ได้ {total} สูงกว่าค่าเฉลี่ยทั้งประเทศ {difference} คะแนน",
    "below": "ปี {year} ได้ {total} ต่ำกว่าค่าเฉลี่ยทั้งประเทศ {difference} คะแนน",
    "equal": "ปี {year} ได้ {total} เท่ากับค่าเฉลี่ยทั้งประเทศ",
    "unknown": "ปี {year} ได้ {total} ไม่มีค่าเฉลี่ยทั้งประเทศให้เทียบ",
    "passed": " อยู่ในกลุ่มร้อยละ {share} ที่ได้ {target:g} ขึ้นไป",
    "failed": " อยู่ในกลุ่มร้อยละ {rest} ที่ได้ไม่ถึง {target:g}",
    "met": " ทั้งประเทศผ่านร้อยละ {share} ถึงเป้าหมายร้อยละ {goal:g}",
    "missed": " ทั้งประเทศผ่านร้อยละ {share} ยังไม่ถึงเป้าหมายร้อยละ {goal:g}",
}

# Words of the plan.
PLAN = {"answered": "มีมาตรการ", "unanswered": "ยังไม่มีมาตรการ", "continued": "(ต่อ) ", "months": "{months} เดือน"}

# What an office fills in of a report, as pages name it.
REPORT_COLUMNS = {
    "done_th": "การดำเนินการ",
    "result_th": "ผล",
    "problem_th": "ปัญหา อุปสรรค",
    "suggestion_th": "ข้อเสนอแนะ",
}

# Words of the pages.
PAGE = {
    "done": "เสร็จแล้ว",
    "failed": "ไม่สำเร็จ",
    "waiting": "ยังไม่ได้รัน",
    "none": "–",
}

# Help of the command line.
HELP = {
    "italib": "วิเคราะห์ผลการประเมิน ITA ของหน่วยงาน: จากไฟล์คำตอบถึงคะแนน จุดอ่อน และหน้ารายงาน",
    "run": "ทำทุกอย่างของหน่วยงานหนึ่งปี: ตรวจข้อมูล รันสมุดงาน เขียนหน้ารายงานและเอกสารประจำปี",
    "check": "อ่านและตรวจข้อมูลทั้งหมด บอกทุกปัญหาและทุกช่องที่ยังต้องกรอก ไม่เขียนไฟล์ใด",
    "reconstruct": "สร้างไฟล์คำตอบจำลองที่ให้คะแนนรายข้อที่เผยแพร่ตรงตัว ตาม reconstruct.toml",
    "data_dir": "โฟลเดอร์ข้อมูล",
    "output_dir": "โฟลเดอร์ผลลัพธ์",
    "only": "รันเฉพาะสมุดงานนี้ เช่น 04_gaps (ใส่ซ้ำได้)",
    "pdf": "เขียนเอกสารประจำปีเป็น PDF ด้วยหรือไม่",
    "parameter": "พารามิเตอร์เพิ่มที่สมุดงานประกาศไว้ (ใส่ซ้ำได้)",
}
