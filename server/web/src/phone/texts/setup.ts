// The page behind the link that a server without accounts writes into its log.
export const zh = {
	title: "建立管理员账号",
	intro: "这台服务器还没有账号。在这里建立第一个管理员，以后用它来添加县里的审核员和讲师团。",
	username: "用户名",
	password: "密码",
	passwordHint: "至少 8 个字符，几个词连在一起最好记",
	repeat: "再输一遍密码",
	make: "建立账号",
	different: "两次输入的密码不一样",
	empty: "请填写用户名和密码",
	noCode: "网址不完整。请打开服务器启动时显示的整个链接。",
	made: (username: string) => `管理员 ${username} 已经建立。`,
	next: "下一步：进入管理台，添加县里的审核员和讲师团。",
	open: "进入管理台",
	noAnswer: "连不上服务器，请稍后再试。",
};

export const en: typeof zh = {
	title: "Make the administrator's account",
	intro: "This server has no account yet. Make the first administrator here, who then adds coordinators and teams.",
	username: "User name",
	password: "Password",
	passwordHint: "At least 8 characters; a few words in a row are easy to keep",
	repeat: "The password again",
	make: "Make the account",
	different: "The two passwords differ",
	empty: "Please enter a user name and a password",
	noCode: "The address is not complete. Please open the whole link that the server wrote when it started.",
	made: (username) => `The administrator ${username} was made.`,
	next: "Next: open the console and add coordinators and teams.",
	open: "Open the console",
	noAnswer: "The server cannot be reached; please try again later.",
};
