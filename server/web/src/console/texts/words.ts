// What the measures, states and bases mean: behind every small "?" and together on a page of their own.
export const zh = {
	help: "每个数字是怎么来的、怎么算的。表格上的“？”里也是这些话。",
	explain: (name: string) => `“${name}”是什么意思`,
	whole: "全部指标解释",
	groups: { measures: "统计指标", states: "记录的状态", bases: "统计口径", reporting: "报送与联系" },
	terms: {
		sessions: { name: "场次", text: "讲师团到一个地点开展一次宣传活动，记一场。只办讲座、没有搞宣传活动的，只计讲座，不计场次。" },
		lectures: { name: "讲座", text: "专场讲座的次数。一次活动里办了几次讲座就计几次；单独举办的讲座也计在内。" },
		women_children_lectures: {
			name: "妇女儿童专场讲座",
			text: "听众是妇女或儿童（含学生、留守儿童等）的专场讲座。它们同时也计入讲座次数。",
		},
		reach: {
			name: "受教育人次",
			text: "参加活动的人次，不是人数：同一个人参加两次，计两人次。听讲座的人已经包含在活动人次里，不再另加。",
		},
		materials: { name: "宣传资料", text: "发放的宣传资料份数，如读本、手册、宣传单、挂图。宣传品、横幅、展板不算宣传资料。" },
		places: {
			name: "走访的村居与场所",
			text: "乡村和社区：有记录的活动就在这个村或社区，算走访过。学校、机关等：记录里选的是名录中的场所，算走访过。走访几次都只算一个。始终按场所所在地统计。",
		},
		target: {
			name: "目标与完成比例",
			text: "目标是年度任务里给这个地区、这类场所定的场次，“8/11”就是目标 11 场、已开展 8 场。没有定目标的只写场数。合计一栏：本级定了总目标的用总目标，没有定的用下面各地相加。",
		},
		verified: { name: "已核实", text: "审核员核对过的记录。已申请作废、还没有同意的也算在里面，同意作废以后才减去。" },
		submitted: { name: "待核实", text: "已经上传，还没有审核的记录。按“含待核实”统计时计入数字，按“仅已核实”统计时不计。" },
		returned: { name: "退回补正", text: "审核员退回、等讲师团改好再报的记录。改好之前不计入任何数字。" },
		duplicate: { name: "判为重复", text: "同一次活动记了两遍，其中多余的一条。不计入任何数字。" },
		joint: {
			name: "已并入联合活动",
			text: "几支队伍一起办的活动，场次和人次只按牵头的那条记录计一次。其他队伍的记录只补充审核时勾选的资料、讲座和咨询。",
		},
		on_phones: {
			name: "手机上未上传",
			text: "讲师团手机里已经记下、还没有上传的活动。这是手机上次联系时报的数，所以可能比实际的少。它们还不在任何统计数字里。",
		},
		void_requested: { name: "申请作废", text: "已核实的记录，讲师团申请作废。审核员同意以前仍然计数。" },
		received: { name: "含待核实", text: "已收到的记录都计入：已核实的和待核实的。退回补正、判为重复的不计。" },
		verified_only: { name: "仅已核实", text: "只计审核员已经核实的记录。" },
		by_area: { name: "属地口径", text: "活动在哪里开展，就算在哪里，不管是哪支队伍去的。" },
		by_team: {
			name: "组织方口径",
			text: "队伍属于哪里，活动就算在哪里，不管去了什么地方。例如市里的队伍到鲁山县开展活动，按这个口径算在市本级。",
		},
		silent: {
			name: "未联系上的队伍",
			text: "超过规定天数（一般是 14 天）没有一部手机和服务器联系过的队伍，或从未联系过的队伍。它们可能没有活动，也可能有活动还没上传。",
		},
		hatch: {
			name: "斜线格子",
			text: "数字偏低（没到目标，或没定目标而为零），同时这里有队伍未联系上、数据可能不全。先联系队伍，再判断是不是真的没有开展。没有斜线的低数字，是数据已经收齐、确实没有做到。",
		},
		as_of: { name: "截至时间", text: "页面上的数字统计到这个时刻。有新记录时会自动更新，变化的格子会亮一下。" },
		late: { name: "补报", text: "那段时间的报告定稿以后才报上来的活动。照常计入活动发生的那个月；已定稿的数字不变，记录上会注明。" },
		nil: { name: "零报告", text: "队伍说明这个月没有活动。零报告也是报了，不算逾期未报。" },
		overdue: { name: "逾期未报", text: "过了报送期限（一般是次月 5 日），这个月既没有活动记录，也没有零报告。" },
	},
};

export const en: typeof zh = {
	help: "Where each number comes from and how it is counted. The “?” on the tables say the same.",
	explain: (name) => `What “${name}” means`,
	whole: "All explanations",
	groups: { measures: "Measures", states: "States of a record", bases: "Ways of counting", reporting: "Reporting and contact" },
	terms: {
		sessions: {
			name: "Sessions",
			text: "One visit of a team to one place is one session. A lecture held on its own counts as a lecture, not as a session.",
		},
		lectures: { name: "Lectures", text: "Lectures held for a particular audience. Each one counts, within a session or on its own." },
		women_children_lectures: {
			name: "Lectures for women and children",
			text: "Lectures whose audience is women or children (pupils and children left behind included). They are part of the lectures.",
		},
		reach: {
			name: "Reach",
			text: "Attendances, not persons: somebody who comes twice counts twice. Those who heard a lecture are part of the reach of the event and are not added again.",
		},
		materials: {
			name: "Materials",
			text: "Copies of readers, handbooks, leaflets and posters handed out. Gifts, banners and boards are not counted.",
		},
		places: {
			name: "Places visited",
			text: "A village or community is visited when an event was recorded at it; a school, agency or other venue when a record names it from the list of venues. Each counts once however often it was visited, and always where it lies.",
		},
		target: {
			name: "Targets",
			text: "“8/11” means a target of 11 sessions, of which 8 were held. Without a target only the number is shown. Totals use the target of the whole area, or else the sum of its parts.",
		},
		verified: {
			name: "Verified",
			text: "Records that a coordinator has checked. Those whose team asks to void them are included until the coordinator agrees.",
		},
		submitted: { name: "To be verified", text: "Uploaded, not reviewed yet. Counted under “All received”, not under “Verified only”." },
		returned: { name: "Returned", text: "Sent back to the team to be corrected. Not counted until it is." },
		duplicate: { name: "Duplicate", text: "The same visit recorded twice: the one that is too many. Not counted." },
		joint: {
			name: "Part of a joint event",
			text: "Several teams at one event: sessions and reach count once, with the leading record. The others add only the materials, lectures and consultations that the reviewer ticked.",
		},
		on_phones: {
			name: "Unsent on phones",
			text: "Recorded on the teams' phones, not uploaded yet, as the phones said when they were last heard from; there may be more. Not in any figure.",
		},
		void_requested: { name: "Void requested", text: "Verified, and the team asks to void it. Counted until a coordinator agrees." },
		received: {
			name: "All received",
			text: "Everything received that counts: verified and to be verified. Returned records and duplicates do not.",
		},
		verified_only: { name: "Verified only", text: "Only what a coordinator has verified." },
		by_area: { name: "By place", text: "An event counts where it was held, whichever team held it." },
		by_team: { name: "By organiser", text: "An event counts where its team is based, wherever it was held." },
		silent: {
			name: "Teams not heard from",
			text: "Teams none of whose phones has been in touch for a set number of days (usually 14), or ever. They may have held nothing, or not have uploaded it.",
		},
		hatch: {
			name: "Hatched cells",
			text: "The number is low (below target, or zero without one) and a team there has not been heard from, so that data may be missing. Get in touch before judging. A low number without hatching is complete.",
		},
		as_of: {
			name: "As of",
			text: "The figures are those of this moment. They follow new records by themselves; what changed lights up briefly.",
		},
		late: {
			name: "Late report",
			text: "First came after the report of its days was sealed. It counts in the month of the event; sealed figures stay, and it is marked.",
		},
		nil: { name: "Nil report", text: "The team says that it held nothing that month. That is a report, not an overdue one." },
		overdue: {
			name: "Overdue",
			text: "The deadline (usually the 5th of the next month) has passed with neither records nor a nil report.",
		},
	},
};
