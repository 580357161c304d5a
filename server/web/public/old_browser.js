// For browsers that cannot read the app at all, in the script of 2009 that they can: what is wrong and what to do, where there
// would be a white page. Before the app's own script, in both pages; data-chrome, data-firefox and data-safari are the oldest that
// will do. Where the app starts after all it takes the place of this.
(function () {
	"use strict";
	var scripts = document.getElementsByTagName("script");
	var own = document.currentScript || scripts[scripts.length - 1];
	var place = document.getElementById("app");
	var agent = navigator.userAgent;

	function isBelow(pattern, name) {
		var oldest = own.getAttribute("data-" + name);
		var found = pattern.exec(agent);
		return oldest !== null && found !== null && Number(found[1]) < Number(oldest);
	}

	function isTooOld() {
		if (!("noModule" in document.createElement("script"))) return true;
		if (/Chrom(e|ium)\//.test(agent)) return isBelow(/Chrom(?:e|ium)\/(\d+)/, "chrome");
		if (/Firefox\//.test(agent)) return isBelow(/Firefox\/(\d+)/, "firefox");
		return isBelow(/OS (\d+)_\d+.* like Mac OS X/, "safari") || isBelow(/Macintosh.*Version\/(\d+).* Safari/, "safari");
	}

	function paragraph(text, style) {
		var element = document.createElement("p");
		element.appendChild(document.createTextNode(text));
		element.style.cssText = "margin:0 0 14px;" + (style || "");
		return element;
	}

	function show(lines) {
		var box = document.createElement("div");
		box.setAttribute("role", "alert");
		box.setAttribute("data-test", "old-browser");
		box.style.cssText =
			"max-width:640px;margin:0 auto;padding:32px 20px;font:18px/1.6 'Microsoft YaHei',SimSun,sans-serif;color:#1b1f24";
		box.appendChild(paragraph(lines[0], "font-size:24px;font-weight:bold;color:#14559c"));
		for (var index = 1; index < lines.length; index += 1) box.appendChild(paragraph(lines[index]));
		while (place.firstChild) place.removeChild(place.firstChild);
		place.appendChild(box);
	}

	// 360, QQ, Sogou and others open pages in the kernel of Internet Explorer when they are told to.
	var isCompatible = !!document.documentMode || /MSIE |Trident\//.test(agent);

	function tell() {
		if (isCompatible) {
			show([
				"请切换到“极速模式”",
				"浏览器正用“兼容模式”（IE 内核）打开，这个网页在里面打不开。",
				"怎么切换：点地址栏右边的小图标（“e”或闪电），选“极速模式”。页面会自动重新打开。",
				"没有这个图标的，请换用 Edge、Chrome，或 360、QQ 等浏览器的极速模式。",
				"Please switch the browser to its speed mode (webkit): this page does not open in the compatibility mode of Internet Explorer.",
			]);
			return;
		}
		show([
			"浏览器版本太旧，打不开",
			"请更新浏览器，或者换一个新的再打开这个网址。手机里已经记下的内容都还在。",
			"能用的有：Chrome、Edge、华为浏览器等（" +
				own.getAttribute("data-chrome") +
				" 版以上），苹果手机 iOS " +
				own.getAttribute("data-safari") +
				" 以上的 Safari。",
			"This browser is too old. Please update it, or open this address in a newer one: Chrome or Edge from version " +
				own.getAttribute("data-chrome") +
				", Safari from " +
				own.getAttribute("data-safari") +
				". What was recorded is still there.",
		]);
	}

	if (isCompatible || isTooOld()) tell();
	// One that calls itself something else, and then cannot read the app.
	else if (window.addEventListener) {
		window.addEventListener("error", function (event) {
			var isUnread = /SyntaxError/.test(String(event.message)) || (event.error && event.error.name === "SyntaxError");
			if (isUnread && !place.firstChild) tell();
		});
	}
})();
