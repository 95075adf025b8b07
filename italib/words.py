"""Every word and sentence that pages, charts, tables and documents show of the findings, in Thai, by key."""

# How a column came to be matched to a part or a role.
MATCHED = {
    "code": "รหัสข้อ",
    "wording": "ถ้อยคำของข้อ",
    "wording and part": "ถ้อยคำของข้อและข้อย่อย",
    "part": "ถ้อยคำของข้อย่อย",
    "nearest wording": "ถ้อยคำที่ใกล้ที่สุด (เหมือน {alike}%)",
    "setting": "export.toml",
    "heading": "ชื่อคอลัมน์",
}

ROLES = {
    "timestamp": "เวลาที่ส่ง (ใช้หาการส่งซ้ำเท่านั้น)",
    "identity": "ตัวระบุผู้ตอบ (ใช้หาการส่งซ้ำเท่านั้น)",
    "service": "อายุงาน (ใช้ตรวจสิทธิ)",
    "code": "รหัสข้อ",
    "score": "คะแนน",
    "respondent": "เลขที่ผู้ตอบ",
    "item": "ข้อคำถาม",
    "part": "ข้อย่อย",
    "answer": "คำตอบ",
    "agency": "รหัสหน่วยงาน (ไม่ใช้คิดคะแนน)",
    "agency_name": "ชื่อหน่วยงาน (ไม่ใช้คิดคะแนน)",
    "province": "จังหวัด (ไม่ใช้คิดคะแนน)",
    "kind": "ประเภทหน่วยงาน (ไม่ใช้คิดคะแนน)",
    "instrument": "แบบวัด (ไม่ใช้คิดคะแนน)",
    "invented": "บอกว่าเป็นข้อมูลสมมติ (ไม่ใช้คิดคะแนน)",
}

VERDICTS = {
    "equal": "ตรงกัน",
    "within rounding": "ตรงกันภายในการปัดเศษ",
    "different": "ไม่ตรงกัน",
    "": "ไม่มีคะแนนให้เทียบ",
    "starting figure": "ค่าตั้งต้น",
    "not held": "ไม่มีข้อมูลให้คำนวณ",
}

# The first and the last item of an indicator.
RANGE = "{first} – {last}"

# The audit of published figures: verdicts and what each check found.
AUDIT_VERDICTS = {
    "possible": "เป็นไปได้",
    "impossible": "เป็นไปไม่ได้",
    "equal": "ตรงกัน",
    "within rounding": "ตรงกันภายในการปัดเศษ",
    "different": "ไม่ตรงกัน",
    "not printed": "เว้นไว้",
    "not checked": "ตรวจไม่ได้",
}

AUDIT_CHECKS = {
    "answers": "คะแนนรายข้อเกิดจากคำตอบได้หรือไม่",
    "people": "จำนวนผู้ตอบที่ให้คะแนนทุกข้อพร้อมกันได้",
    "hierarchy": "คะแนนเกิดจากคะแนนระดับล่างได้หรือไม่",
    "claim": "ข้อความในเอกสารตรงกับตารางหรือไม่",
}

AUDIT = {
    "sum": "{total}/{count}",
    "or": " หรือ ",
    "range": "{low}–{high}",
    "answers": "ผู้ตอบ {n} คน ข้อย่อย {parts} ข้อ: ผลรวมคะแนน {sums} ให้คะแนนนี้",
    "answers_dealt": "ถ้าผู้ตอบ {n} คนอย่างคำตอบจำลอง ข้อย่อย {parts} ข้อ: ผลรวมคะแนน {sums} ให้คะแนนนี้",
    "held_answers": "คำตอบที่ถืออยู่ของผู้ตอบ {n} คนให้คะแนนนี้",
    "many_answers": "ผู้ตอบ {n} คน เกินช่วงที่ค้น (1–{most} คน)",
    "uneven": "ข้อย่อยมีผู้ตอบไม่เท่ากัน จึงค้นชุดคำตอบไม่ได้",
    "no_answers": "ไม่มีชุดคำตอบของผู้ตอบ {n} คนให้คะแนน {stated} ได้ ที่ใกล้ที่สุดคือ {near}: ตรวจตัวเลขที่พิมพ์ หรือจำนวนผู้ตอบ",
    "some_people": "ไม่ทราบจำนวนผู้ตอบ มี {count} จำนวนตั้งแต่ 1 ถึง {most} คนที่ให้คะแนนนี้ได้",
    "no_people": "ไม่มีจำนวนผู้ตอบใน 1–{most} คนที่ให้คะแนน {stated}: ผู้ตอบอาจมากกว่านั้น มีคำตอบที่ขาด หรือตัวเลขพิมพ์ผิด",
    "fractional": "คะแนนของตัวเลือกในกรอบการประเมินไม่เป็นจำนวนเต็ม จึงค้นชุดคำตอบไม่ได้",
    "people_fit": "{code}: คะแนนทั้ง {items} ข้อเกิดพร้อมกันได้เมื่อมีผู้ตอบ {people} (ค้น 1–{most} คน) ที่นับได้ {n} คนเป็นหนึ่งในนั้น",
    "people_dealt": "{code}: คะแนนทั้ง {items} ข้อเกิดพร้อมกันได้เมื่อมีผู้ตอบ {people} (ค้น 1–{most} คน) คำตอบจำลองใช้ {n} คน",
    "people_unknown": "{code}: ไม่ทราบจำนวนผู้ตอบ ถ้าทุกคนตอบทุกข้อ คะแนนทั้ง {items} ข้อเกิดพร้อมกันได้เมื่อมี {people} (ค้น 1–{most})",
    "people_misfit": "{code}: ผู้ตอบที่นับได้ {n} คนให้ทั้ง {items} ข้อพร้อมกันไม่ได้ ถ้าตัวเลขถูกต้อง ผู้ตอบต้องเป็น {people} (ค้น 1–{most})",
    "many_people": "{code}: ผู้ตอบ {n} คน เกินช่วงที่ค้น (1 ถึง {most} คน)",
    "uneven_people": "{code}: มีคำตอบที่ขาด แต่ละข้อจึงมีผู้ตอบไม่เท่ากัน",
    "nobody_fits": "{code}: ไม่พบจำนวนผู้ตอบใน 1–{most} คนที่ให้ครบ {items} ข้อ ใกล้สุด {best} คน ({fit} ข้อ) ที่ไม่เข้าคือ {wrong}: "
    "ผู้ตอบอาจมากกว่านั้น มีคำตอบที่ขาด หรือข้อที่ไม่เข้าพิมพ์ผิด",
    "nobody": "{code}: ไม่พบจำนวนผู้ตอบใน 1–{most} คนที่ให้คะแนนข้อใดใน {items} ข้อได้: ผู้ตอบอาจมากกว่านั้น มีคำตอบที่ขาด หรือพิมพ์ผิด",
    "exactly": "ตัวเลขระดับล่างให้ {allowed} พอดี",
    "between": "ตัวเลขระดับล่างให้ได้ {allowed} ซึ่งครอบตัวเลขนี้",
    "not_from_below": "ตัวเลขระดับล่างให้ได้เพียง {allowed} ไม่ใช่ {stated}: ตัวเลขนี้หรือตัวเลขระดับล่างพิมพ์ผิด",
}

# What must be said of the audit of a year whose answers were reconstructed.
AUDIT_DEALT = (
    "จำนวนผู้ตอบของคำตอบจำลองถอดจากคะแนนชุดเดียวกันนี้ "
    "ผลตรวจรายข้อและผลตรวจจากระดับล่างจึงบอกว่าตัวเลขเข้ากันได้ ไม่ใช่หลักฐานอิสระว่ามีผู้ตอบเท่านั้น"
)

# Numbers of people, by what they have in common.
AUDIT_PEOPLE = {
    "none": "ไม่พบ",
    "any": "กี่คนก็ได้",
    "multiples": "{first} คน หรือพหุคูณของ {first}",
    "some": "{listed} คน",
}

# A statement of a document: what it is about, and what is to be said of it.
CLAIMED = {"message": "{what}: {said}", "of": "{what} ({code})"}

# How a statement of a document stands to the tables.
CLAIMS = {
    "equal": "เอกสารที่ตรวจพิมพ์ {stated} ตรงกับตารางปี {year}",
    "within rounding": "เอกสารที่ตรวจพิมพ์ {stated} ตรงกับตารางปี {year} ({computed}) ภายในการปัดเศษ",
    "different": "เอกสารที่ตรวจพิมพ์ {stated} แต่ตารางปี {year} ให้ {computed}",
    "not printed": "เอกสารที่ตรวจเว้นไว้ ตารางปี {year} ให้ {computed}",
    "not checked": "ไม่มีตารางปี {year} ให้เทียบ",
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
    "multiples": "{code} {people} คน หรือพหุคูณ",
    "some": "{code} {count} จำนวน",
    "any": "{code} กี่คนก็ได้",
    "none": "{code} ไม่พบ",
}

# How sure a score is: where it stands to the target, what its interval rests on, and what must be said of that.
MARGINS = {
    "reached": "ถึงเป้าหมาย",
    "reached, within the margin": "ถึงเป้าหมาย แต่อยู่ในช่วงคลาดเคลื่อน",
    "below, within the margin": "ต่ำกว่าเป้าหมาย แต่อยู่ในช่วงคลาดเคลื่อน",
    "below": "ต่ำกว่าเป้าหมาย",
    "clear": "ชัดเจน",
    "open": "ในช่วงคลาดเคลื่อน",
    "sample": "คำตอบของผู้ตอบ",
    "census": "ทุกคนตอบ ไม่มีความคลาดเคลื่อนจากการสุ่ม",
    "checklist": "แบบตรวจ ไม่มีผู้ตอบ",
    "no answers": "ไม่มีคำตอบรายคน",
    "one person": "มีผู้ตอบคนเดียว ไม่รู้ความแตกต่าง",
    "spread": "คำตอบจำลอง ¹",
    "dependence": "คำตอบจำลอง ²",
    "cautions": "คำตอบจำลอง: ผลรวมคะแนนของแต่ละข้อเป็นของจริง แต่การกระจายเป็นเพียงแบบหนึ่งที่ให้ผลรวมนั้นได้ ¹ "
    "ความสัมพันธ์ระหว่างคำตอบของคนเดียวกันเป็นเรื่องสมมติ ช่วงของข้อที่มีหลายข้อย่อย ตัวชี้วัด แบบวัด และคะแนนรวมจึงใช้อ้างอิงไม่ได้ ²",
    "items": "{code} รายข้อ",
    "above": "ตัวชี้วัด แบบวัด และคะแนนรวม",
}

# The mark of each caution, where there is no room for its words.
MARKS = {"spread": "¹", "dependence": "²"}

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
    "goal_each": "{label} ตั้งแต่ {score} และทุกแบบวัดตั้งแต่ {each}",
    "least": "อย่างน้อย ",
    "assuming": "ถ้าข้อของแบบตรวจขึ้นได้ถึง 100 และข้อของแบบสำรวจขึ้นได้ข้อละไม่เกิน {points} คะแนนหรือเท่าปีที่ดีที่สุด แล้วแต่อย่างใดมากกว่า: ",
    "unrated": "ยังไม่มีคะแนนรวม จึงหาทางสู่ระดับถัดไปไม่ได้",
    "reached": "จาก {start} ({rating}) ถึงระดับ {goal} ต้องยกคะแนนอย่างน้อย {count} ข้อ คือ {listed} แล้วได้ {least}{end} คะแนน",
    "too far": "ถึงระดับ {goal} ไม่ได้: ยกคะแนนทั้ง {count} ข้อแล้วได้ {least}{end} คะแนน{conditions}",
    "reached, partly": "จาก {start} ({rating}) ถึงระดับ {goal} ได้เมื่อยกคะแนน {count} ข้อ คือ {listed} แล้วได้ {least}{end} "
    "แต่มีข้อของ {partly} ที่ไม่รู้คะแนน ทางที่สั้นกว่านี้จึงอาจมี",
    "too far, partly": "ยกคะแนนข้อที่รู้คะแนนทั้ง {count} ข้อแล้วได้ {least}{end} คะแนน ยังไม่ถึงระดับ {goal}{conditions} "
    "แต่มีข้อของ {partly} ที่ไม่รู้คะแนน จึงบอกไม่ได้ว่าถึงได้หรือไม่",
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
    "items": "จำนวนข้อที่เข้ากัน",
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
        "title": "ช่วงของ {below} ข้ออยู่ต่ำกว่าเป้าหมาย {target} ทั้งช่วง อีก {open} ข้อมีเป้าหมายอยู่ในช่วง",
        "note": "ที่มา: คะแนนปี {year} {asked} เส้นคือช่วงความเชื่อมั่นร้อยละ {confidence}",
        "alt": "แผนภูมิจุดของคะแนนกับช่วงความเชื่อมั่นร้อยละ {confidence} และเส้นเป้าหมาย {target} ต่ำกว่าเป้าหมาย: {listed}",
    },
    "waterfall": {
        "title": "จากเต็ม 100 เหลือ {total}: {first} เสียมากที่สุด {lost} คะแนน",
        "note": "ที่มา: คะแนนตัวชี้วัดปี {year} คูณน้ำหนัก จากค่าที่ยังไม่ปัดเศษ ตัวเลขที่ปัดแล้วรวมกันอาจต่าง 0.01 {asked}",
        "alt": "แผนภูมิน้ำตกจาก 100 ถึงคะแนนรวม {total} ทีละตัวชี้วัด: {listed}",
    },
    "stairs": {
        "title": "{count} ข้อพาจาก {start} ถึงระดับ {goal}: {by_instrument}",
        "note": "ข้อสมมติ: แบบตรวจขึ้นได้ถึง 100 ข้อของแบบสำรวจขึ้นได้ไม่เกิน {points} คะแนน"
        "หรือเท่าปีที่ดีที่สุด แล้วแต่อย่างใดมากกว่า ปี {year} {asked}",
        "alt": "แผนภูมิขั้นบันไดจาก {start} ถึง {end} คะแนน: {listed}",
    },
    "people": {
        "title": "จำนวนผู้ตอบที่ให้คะแนนทุกข้อตามที่พิมพ์ได้พร้อมกัน: {fits}",
        "note": "ความสูงของแท่งคือจำนวนข้อที่ผู้ตอบจำนวนนั้นให้คะแนนตรงตามที่พิมพ์ได้ (แท่งแดงคือทุกข้อ) ค้น 1–{most} คน ปี {year}",
        "alt": "แผนภูมิแท่งของจำนวนข้อที่เป็นไปได้ตามจำนวนผู้ตอบ 1 ถึง {most} คน ที่ให้ได้ทุกข้อพร้อมกัน: {fits}",
    },
    "country": {
        "title": "{brief}",
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
    "long": "คำตอบแบบยาว",
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

# What stands for text that could say who somebody is.
MASKED = {"email": "[อีเมล]", "number": "[หมายเลข]", "more": "…"}

# Counts that are not published, and why.
SUPPRESSED = {
    "count": "ปกปิด",
    "rule": "กลุ่มผู้ตอบ 1 ถึง {most} คนไม่แสดงจำนวน และอาจปกปิดตัวเลือกอื่นของข้อย่อยเดียวกันด้วย เพื่อไม่ให้คำนวณย้อนกลับได้ "
    "ปกปิด {hidden} จาก {options} ตัวเลือก ในแผนภูมิส่วนที่ปกปิดวาดไว้ท้ายแท่ง แต่อยู่ฝั่งใดก็ได้",
    "told": " ใน {parts} ข้อย่อย คะแนนที่ประกาศกับจำนวนผู้ตอบบอกจำนวนที่ปกปิดได้อยู่แล้ว การปกปิดในตารางจึงช่วยไม่ได้",
    "legend": "ปกปิด",
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
    "exact": "นับครบทุกข้อ ไม่มีความคลาดเคลื่อน",
    "published only": "ไม่มีคำตอบรายคน",
    "between": "{lower} ถึง {upper}",
}

# What changed between two years beyond chance, in one sentence.
CHANGES = {
    "first": "ปี {later} เป็นปีแรกที่มีคะแนน จึงไม่มีการเปลี่ยนแปลงให้ดู",
    "published only": "ไม่มีคำตอบรายคนครบทั้งปี {earlier} และปี {later} จึงรู้เพียงว่าตัวเลขที่ประกาศเปลี่ยนไปเท่าใด",
    "known": "จากปี {earlier} ถึงปี {later} มีคำตอบของทั้งสองปี {scores} คะแนน เปลี่ยนเกินความคลาดเคลื่อน {beyond} คะแนน",
    "reconstructed": " แต่คำตอบของปีใดปีหนึ่งเป็นคำตอบจำลอง ผลนี้จึงใช้อ้างอิงไม่ได้",
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

# What must be said wherever figures of an invented country stand.
INVENTED = "ข้อมูลสมมติ: หน่วยงานและคำตอบสร้างขึ้นเพื่อทดสอบ ไม่ใช่ผลการประเมินจริง"

# Words of a whole country, in tables and on charts.
NATIONAL = {
    "whose": "ทั้งประเทศ",
    "agencies_axis": "จำนวนหน่วยงาน",
    "reached": "ถึงเป้าหมาย",
    "below": "ต่ำกว่าเป้าหมาย",
    "reached_goal": "ถึงเป้าหมายของประเทศ",
    "below_goal": "ไม่ถึงเป้าหมายของประเทศ",
    "goal": "เป้าหมายร้อยละ {share:g}",
    "own": "หน่วยงานนี้",
    "mean": "ค่าเฉลี่ยของทุกหน่วยงาน",
    "mean_at": "ค่าเฉลี่ย {score}",
    "own_at": "{name} {score}",
    "beside": "{shown}  ({difference})",
    "unknown": "ไม่ระบุ",
    "unrated": "ไม่มีระดับ",
    "met": "ถึง",
    "not_met": "ไม่ถึง",
    "passed": "ผ่าน",
    "not_passed": "ไม่ผ่าน",
    "missed_too": "ต่ำกว่าด้วย",
    "not_missed": "ถึงเป้าหมาย",
    "passed_axis": "ร้อยละของหน่วยงานที่ได้ {target:g} ขึ้นไป",
    "missed_axis": "ร้อยละของหน่วยงานที่ได้ต่ำกว่า {target:g}",
    "rated_axis": "ร้อยละของหน่วยงานที่มีระดับ",
    "count": "{share}% ({count:,})",
    "of": "{share}% ({count:,} จาก {all:,})",
    "bin": "{lower} ถึง {upper}",
    "rank_of": "{rank} จาก {of}",
    "name": "{code}. {name}",
    "people_th": "ผู้ตอบ {code}",
}

# The figures of a country, as its table names them.
NATIONAL_FIGURES = {
    "agencies": "หน่วยงานทั้งหมด",
    "scored": "หน่วยงานที่มีคะแนนรวม",
    "passed": "หน่วยงานที่ผ่าน (ได้ {target:g} ขึ้นไป)",
    "share": "ร้อยละที่ผ่าน",
    "goal": "เป้าหมายของประเทศ (ร้อยละ)",
    "mean": "คะแนนรวมเฉลี่ย",
    "median": "มัธยฐานของคะแนนรวม",
    "lowest": "คะแนนรวมต่ำสุด",
    "highest": "คะแนนรวมสูงสุด",
}

# A country in sentences.
NATIONAL_SAID = {
    "scored": "มีคะแนนรวม {scored:,} จาก {agencies:,} หน่วยงาน เฉลี่ย {mean} มัธยฐาน {median} ต่ำสุด {lowest} สูงสุด {highest}",
    "nobody": "ไม่มีหน่วยงานใดใน {agencies:,} หน่วยงานที่มีคะแนนรวม",
    "absent": " เพราะแฟ้มไม่มีคะแนนของ {codes}",
    "met": "ผ่าน {passed:,} จาก {scored:,} หน่วยงาน คิดเป็นร้อยละ {share} ถึงเป้าหมายของประเทศร้อยละ {goal:g}",
    "missed": "ผ่าน {passed:,} จาก {scored:,} หน่วยงาน คิดเป็นร้อยละ {share} ยังไม่ถึงเป้าหมายของประเทศร้อยละ {goal:g}",
    "published": "ผลที่เผยแพร่ของปีนี้: {figures} ({standing} ที่มา: {source})",
    "published_mean": "คะแนนรวมเฉลี่ย {mean}",
    "published_share": "ผ่านร้อยละ {share}",
    "published_agencies": "{count:,} หน่วยงาน",
    "no_published": "ไม่มีผลที่เผยแพร่ของปีนี้ให้เทียบ",
    "stands": "{name} ได้ {shown} ระดับ {rating} อันดับ {rank:,} จาก {of:,} หน่วยงาน คะแนนสูงกว่าร้อยละ {lower} ของทุกหน่วยงาน",
    "tied": " (คะแนนเท่ากับอีก {count:,} หน่วยงาน)",
    "within": " อันดับ {rank:,} จาก {of:,} ใน{group} ({name})",
    "province": "จังหวัดเดียวกัน",
    "kind": "ประเภทเดียวกัน",
    "unranked": "{name} ไม่มีคะแนนรวม จึงไม่มีอันดับ",
    "too": "ใน {count} ข้อที่หน่วยงานต่ำกว่าเป้าหมายมากที่สุด หน่วยงานนี้ต่ำกว่าด้วย {missed} ข้อ",
    "asked": "ผู้ตอบ {people}",
    "people_of": "{code} {count:,} คน",
    "most": "มากกว่าครึ่งของหน่วยงานต่ำกว่าเป้าหมาย {target:g} ใน {most} จาก {count} {what}",
    "no_most": "ไม่มี{what}ใดใน {count} {what}ที่หน่วยงานเกินครึ่งต่ำกว่าเป้าหมาย {target:g}",
    "item": "ข้อ",
    "indicator": "ตัวชี้วัด",
    "no_scores": "ไม่มีคะแนนของ{what}ในแฟ้ม",
}

# The charts of a country: finding, source, and what stands for it where it can't be seen.
NATIONAL_PICTURE = {
    "totals": {
        "title": "{passed:,} จาก {scored:,} หน่วยงานได้ {target} ขึ้นไป คะแนนรวมเฉลี่ย {mean}",
        "alt": "ฮิสโทแกรมของคะแนนรวม {scored:,} หน่วยงาน {listed} มีเส้นเป้าหมาย {target}",
    },
    "ratings": {
        "title": "ระดับที่หน่วยงานได้มากที่สุดคือ {first}: ร้อยละ {share}",
        "alt": "แผนภูมิแท่งของร้อยละของหน่วยงานตามระดับ {listed}",
    },
    "kind": {
        "title": "{met} จาก {count} ประเภทหน่วยงานผ่านถึงร้อยละ {goal:g} ทั้งประเทศร้อยละ {share}",
        "alt": "แผนภูมิแท่งของร้อยละที่ผ่านตามประเภทหน่วยงาน มีเส้นเป้าหมายร้อยละ {goal:g}: {listed}",
    },
    "province": {
        "title": "{met} จาก {count} จังหวัดมีหน่วยงานผ่านถึงร้อยละ {goal:g} ทั้งประเทศร้อยละ {share}",
        "alt": "แผนภูมิแท่งของร้อยละที่ผ่านตามจังหวัด มีเส้นเป้าหมายร้อยละ {goal:g}: {listed}",
    },
    "item": {
        "title": "ข้อที่หน่วยงานต่ำกว่าเป้าหมาย {target} มากที่สุดคือ {first}: ร้อยละ {share}",
        "alt": "แผนภูมิแท่งของร้อยละของหน่วยงานที่ต่ำกว่าเป้าหมาย {target} รายข้อ {listed}",
    },
    "indicator": {
        "title": "ตัวชี้วัดที่หน่วยงานต่ำกว่าเป้าหมาย {target} มากที่สุดคือ {first}: ร้อยละ {share}",
        "alt": "แผนภูมิแท่งของร้อยละของหน่วยงานที่ต่ำกว่าเป้าหมาย {target} รายตัวชี้วัด {listed}",
    },
    "agency": {
        "title": "{name} สูงกว่าค่าเฉลี่ยของทุกหน่วยงานใน {above} จาก {count} ตัวชี้วัด",
        "alt": "แผนภูมิจุดของคะแนนตัวชี้วัดของหน่วยงานเทียบค่าเฉลี่ย มีเส้นเป้าหมาย {target}: {listed}",
    },
    "left_out": " แสดง {shown} จาก {count}",
    "note": "ที่มา: คะแนนของ {agencies:,} หน่วยงาน ปี {year} {asked}",
}

# The columns of the summary of a batch.
BATCH_COLUMNS = {
    "agency": "หน่วยงาน",
    "year": "ปี",
    "outcome": "ผล",
    "seconds": "วินาที",
    "total": "คะแนนรวม",
    "rating": "ระดับ",
    "gaps": "ข้อต่ำกว่าเป้าหมาย",
    "reconciliation": "เทียบกับคะแนนที่ประกาศ",
}
