// What most end-to-end tests start from: a server with a team of 鲁山县, a road to it, and phones of that team.
import { Network } from "./network";
import { Phone, type PhoneOptions } from "./phone";
import { TestServer } from "./server";

export class Fixture {
	readonly phones: Phone[] = [];

	private constructor(
		readonly server: TestServer,
		readonly network: Network,
		readonly team: string,
	) {}

	static async open(): Promise<Fixture> {
		const server = await TestServer.start();
		const network = await Network.open(() => server.url);
		return new Fixture(server, network, server.addTeam("鲁山县普法讲师团", "410423"));
	}

	// The app as it is opened the first time.
	async phone(options: PhoneOptions = {}): Promise<Phone> {
		const phone = await Phone.start(this.network.url, options);
		this.phones.push(phone);
		return phone;
	}

	async enrolledPhone(options: PhoneOptions = {}): Promise<Phone> {
		const phone = await this.phone(options);
		await phone.enrol(this.server.enrolmentCode(this.team));
		return phone;
	}

	async close(): Promise<void> {
		for (const phone of this.phones) await phone.close();
		await this.network.close();
		await this.server.close();
	}
}
