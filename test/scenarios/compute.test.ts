/** Who violates the policies about compute, and who does not. */
import assert from "node:assert/strict";
import * as machinelearningservices from "@pulumi/azure-native/machinelearningservices";
import * as network from "@pulumi/azure-native/network";
import { judgeProgram, judging, offline, remedied, secret, unknown } from "../support/judge";

const kind = "machinelearningservices:Compute";
const cluster = (properties: unknown = {}) => ({
  properties: { computeType: "AmlCompute", properties },
});
const instance = (properties: unknown = {}) => ({
  properties: { computeType: "ComputeInstance", properties },
});

const { Compute } = machinelearningservices;
const args = { resourceGroupName: "rg", workspaceName: "mlw" };

describe("ml-compute-disable-public-ip", () => {
  const policy = "ml-compute-disable-public-ip";
  const says = judging(policy, kind);
  const absent = "properties.properties.enableNodePublicIp: not set; must be false";

  it("judges clusters and instances, as the SDK registers them", async () => {
    const said = await judgeProgram(policy, () => {
      new Compute("open", {
        ...args,
        properties: { computeType: "AmlCompute", properties: { vmSize: "STANDARD_DS3_V2" } },
      });
      new Compute("closed", {
        ...args,
        properties: { computeType: "AmlCompute", properties: { enableNodePublicIp: false } },
      });
      new Compute("bare", { ...args, properties: { computeType: "ComputeInstance" } });
      new Compute("attached", {
        ...args,
        properties: { computeType: "VirtualMachine", resourceId: "/subscriptions/s" },
      });
      new Compute("kubernetes", { ...args, properties: { computeType: "AKS" } });
    });
    assert.deepEqual(said, { open: absent, bare: absent });
  });

  it("accepts false and nothing else, in a virtual network too", async () => {
    assert.equal(await says(cluster({ enableNodePublicIp: false })), "met");
    for (const [value, found] of [
      [true, "true"],
      ["false", '"false"'],
      [0, "0"],
      [null, "not set"],
      [[], "not a valid value"],
    ] as const)
      assert.equal(
        await says(instance({ enableNodePublicIp: value, subnet: { id: "/subscriptions/s" } })),
        `properties.properties.enableNodePublicIp: ${found}; must be false`,
      );
    assert.equal(await says(cluster(null)), absent);
  });

  it("compares the type of compute without case", async () => {
    assert.equal(await says({ properties: { computeType: "amlcompute" } }), absent);
  });

  it("does not decide what is unknown", async () => {
    const open = "undecided: properties.properties.enableNodePublicIp";
    assert.equal(await says(cluster({ enableNodePublicIp: unknown })), open);
    assert.equal(await says(cluster({ enableNodePublicIp: offline })), open);
    assert.equal(await says(cluster(unknown)), "undecided: inside properties.properties");
    assert.equal(await says({ properties: unknown }), "undecided: inside properties");
  });

  it("needs the type of compute only where there may be a public address", async () => {
    const of = (enableNodePublicIp: boolean) => ({
      properties: { computeType: unknown, properties: { enableNodePublicIp } },
    });
    assert.equal(await says(of(false)), "met");
    assert.equal(await says(of(true)), "undecided: properties.computeType");
  });

  it("has no remediation, since it takes a network", async () => {
    assert.deepEqual(await remedied(policy, kind, cluster()), cluster());
  });
});

describe("ml-compute-disable-ssh", () => {
  const policy = "ml-compute-disable-ssh";
  const says = judging(policy, kind);
  const port = (found: string) =>
    `properties.properties.remoteLoginPortPublicAccess: ${found}; must be "Disabled"`;
  const subnet = { id: "/subscriptions/s/virtualNetworks/vnet/subnets/training" };

  it("accepts a cluster of the SDK in a subnet that is not known yet, not one without", async () => {
    const said = await judgeProgram(policy, () => {
      const { id } = new network.Subnet("subnet", {
        resourceGroupName: "rg",
        virtualNetworkName: "vnet",
      });
      new Compute("inside", {
        ...args,
        properties: { computeType: "AmlCompute", properties: { subnet: { id } } },
      });
      new Compute("outside", {
        ...args,
        properties: { computeType: "AmlCompute", properties: { vmSize: "STANDARD_DS3_V2" } },
      });
      new Compute("instance", { ...args, properties: { computeType: "ComputeInstance" } });
    });
    assert.deepEqual(said, { outside: port("not set") });
  });

  it("refuses an open port of a cluster, wherever the nodes are", async () => {
    for (const inside of [{}, { subnet }, { enableNodePublicIp: false }, { subnet: unknown }])
      assert.equal(
        await says(cluster({ ...inside, remoteLoginPortPublicAccess: "enabled" })),
        port('"enabled"'),
      );
  });

  it("accepts a closed port of a cluster, wherever the nodes are", async () => {
    for (const inside of [{}, { enableNodePublicIp: true }, { enableNodePublicIp: unknown }])
      assert.equal(
        await says(cluster({ ...inside, remoteLoginPortPublicAccess: "disabled" })),
        "met",
      );
  });

  it("leaves the port of a cluster to Azure in a subnet and without public addresses", async () => {
    for (const value of [undefined, null, "NotSpecified"]) {
      const left = { remoteLoginPortPublicAccess: value };
      assert.equal(await says(cluster({ ...left, subnet })), "met");
      assert.equal(await says(cluster({ ...left, subnet: { id: unknown } })), "met");
      assert.equal(await says(cluster({ ...left, enableNodePublicIp: false })), "met");
      const found = value === "NotSpecified" ? '"NotSpecified"' : "not set";
      assert.equal(await says(cluster({ ...left, enableNodePublicIp: true })), port(found));
      assert.equal(await says(cluster({ ...left, subnet: { id: "" } })), port(found));
      assert.equal(await says(cluster(left)), port(found));
    }
  });

  it("takes a port of a wrong type for absent", async () => {
    const malformed = { remoteLoginPortPublicAccess: false };
    assert.equal(await says(cluster(malformed)), port("false"));
    assert.equal(await says(cluster({ ...malformed, subnet })), "met");
  });

  it("does not decide what is unknown, where it decides", async () => {
    assert.equal(
      await says(cluster({ remoteLoginPortPublicAccess: unknown, subnet })),
      "undecided: properties.properties.remoteLoginPortPublicAccess",
    );
    assert.equal(
      await says(cluster({ enableNodePublicIp: unknown })),
      "undecided: properties.properties.enableNodePublicIp",
    );
    assert.equal(await says(cluster({ enableNodePublicIp: unknown, subnet })), "met");
    assert.equal(
      await says(instance({ sshSettings: unknown })),
      "undecided: inside properties.properties.sshSettings",
    );
  });

  it("refuses an open port of an instance, in a subnet too", async () => {
    const path = "properties.properties.sshSettings.sshPublicAccess";
    for (const inside of [{}, { subnet }])
      assert.equal(
        await says(instance({ ...inside, sshSettings: { sshPublicAccess: "Enabled" } })),
        `${path}: "Enabled"; must be "Disabled"`,
      );
    assert.equal(
      await says(instance({ sshSettings: { sshPublicAccess: " Enabled " } })),
      `${path}: another value; must be "Disabled"`,
    );
  });

  it("accepts an instance with a key for a port that is closed", async () => {
    for (const sshSettings of [
      { adminPublicKey: "ssh-rsa AAAA" },
      { adminPublicKey: "ssh-rsa AAAA", sshPublicAccess: "disabled" },
      null,
    ])
      assert.equal(await says(instance({ sshSettings })), "met");
  });

  it("does not take the setting of the other type of compute", async () => {
    assert.equal(
      await says(cluster({ sshSettings: { sshPublicAccess: "Disabled" } })),
      port("not set"),
    );
    assert.equal(await says(instance({ remoteLoginPortPublicAccess: "Enabled" })), "met");
  });

  it("is not about attached computes", async () => {
    const inner = { remoteLoginPortPublicAccess: "Enabled", sshPort: 22 };
    assert.equal(
      await says({ properties: { computeType: "VirtualMachine", properties: inner } }),
      "met",
    );
  });

  it("closes the port that is open, and leaves the rest as it is", async () => {
    const credentials = { adminUserName: "u", adminUserPassword: secret("p") };
    assert.deepEqual(
      await remedied(policy, kind, cluster({ userAccountCredentials: credentials })),
      cluster({ userAccountCredentials: credentials, remoteLoginPortPublicAccess: "Disabled" }),
    );
    assert.deepEqual(
      await remedied(policy, kind, { properties: { computeType: "AmlCompute" } }),
      cluster({ remoteLoginPortPublicAccess: "Disabled" }),
    );
    const sshSettings = { sshPublicAccess: "Enabled", adminPublicKey: "ssh-rsa AAAA" };
    assert.deepEqual(
      await remedied(policy, kind, instance({ sshSettings })),
      instance({ sshSettings: { ...sshSettings, sshPublicAccess: "Disabled" } }),
    );
  });

  it("mends nothing that complies or is open", async () => {
    for (const inputs of [cluster({ subnet }), cluster(unknown), instance()])
      assert.deepEqual(await remedied(policy, kind, inputs), inputs);
  });
});

describe("ml-compute-instance-require-idle-shutdown", () => {
  const policy = "ml-compute-instance-require-idle-shutdown";
  const says = judging(policy, kind);
  const path = "properties.properties.idleTimeBeforeShutdown";
  const wrong = (found: string, limit = "PT3H") =>
    `${path}: ${found}; must be a duration from PT15M to ${limit}`;
  const idle = (idleTimeBeforeShutdown: unknown) => instance({ idleTimeBeforeShutdown });

  it("judges instances, as the SDK registers them, and nothing else", async () => {
    const said = await judgeProgram(policy, () => {
      new Compute("forever", { ...args, properties: { computeType: "ComputeInstance" } });
      new Compute("half-hour", {
        ...args,
        properties: {
          computeType: "ComputeInstance",
          properties: { idleTimeBeforeShutdown: "PT30M" },
        },
      });
      new Compute("cluster", { ...args, properties: { computeType: "AmlCompute" } });
    });
    assert.deepEqual(said, { forever: wrong("not set") });
    assert.equal(await says({ properties: { computeType: "computeinstance" } }), wrong("not set"));
  });

  it("accepts durations from a quarter of an hour to the limit", async () => {
    for (const duration of ["PT15M", "PT900S", "PT3H", "PT180M", "PT2H59M60S", "P0DT3H"])
      assert.equal(await says(idle(duration)), "met", duration);
    for (const duration of ["PT14M", "PT0S", "PT3H1S", "PT181M", "P1D", "P1W", "P3D"])
      assert.equal(await says(idle(duration)), wrong(`"${duration}"`), duration);
  });

  it("does not take anything else for a duration", async () => {
    for (const [value, found] of [
      ["30", "another value"],
      ["30M", "another value"],
      ["P", "another value"],
      ["PT", "another value"],
      ["P30M", '"P30M"'],
      ["-PT30M", "another value"],
      [" ", "blank"],
      [30, "30"],
      [{}, "not a valid value"],
    ] as const)
      assert.equal(await says(idle(value)), wrong(found), String(value));
  });

  it("does not decide what is unknown", async () => {
    assert.equal(await says(idle(unknown)), `undecided: ${path}`);
    assert.equal(await says(idle(offline)), `undecided: ${path}`);
    assert.equal(
      await says({ properties: { computeType: unknown } }),
      "undecided: properties.computeType",
    );
  });

  it("takes its limit from the configuration", async () => {
    const config = { maxIdleTime: "PT30M" };
    assert.equal(await says(idle("PT30M"), { config }), "met");
    assert.equal(await says(idle("PT1H"), { config }), wrong('"PT1H"', "PT30M"));
    assert.equal(await says(idle("P2D"), { config: { maxIdleTime: "P3D" } }), "met");
  });

  it("tells a limit that is none, and judges by the default", async () => {
    assert.equal(
      await says(idle("PT4H"), { config: { maxIdleTime: "3 hours" } }),
      `configuration: maxIdleTime: must be like PT3H\n${wrong('"PT4H"')}`,
    );
  });

  it("asks for a schedule that stops the instance, if so configured", async () => {
    const config = { requireStopSchedule: true };
    const scheduled = (computeStartStop: unknown, idleTimeBeforeShutdown: unknown = "PT30M") =>
      says(instance({ idleTimeBeforeShutdown, schedules: { computeStartStop } }), { config });
    const list = "properties.properties.schedules.computeStartStop";
    const none = `${list}: no schedule stops it; must be one with action Stop`;
    const cron = { triggerType: "Cron", cron: { expression: "0 19 * * *" } };
    const [start, stop] = ["Start", "stop"].map((action) => ({ ...cron, action }));
    assert.equal(await scheduled([start, stop]), "met");
    assert.equal(await scheduled([{ ...stop, status: "Enabled" }]), "met");
    for (const lists of [[], [start], [{ ...stop, status: "disabled" }], null, "Stop", [null]])
      assert.equal(await scheduled(lists), none);
    assert.equal(await says(idle("PT30M"), { config }), none);
    assert.equal(await says(idle("PT30M")), "met");
    assert.equal(await scheduled([], "P3D"), `${wrong('"P3D"')}\n${none}`);
    // A schedule that is not known yet decides, but nothing besides.
    assert.equal(await scheduled(unknown), `undecided: ${list}`);
    assert.equal(await scheduled([{ action: unknown }]), `undecided: ${list}[0].action`);
    assert.equal(await scheduled([{ action: unknown }, stop]), "met");
    assert.equal(await scheduled([{ ...stop, status: unknown }]), `undecided: ${list}[0].status`);
    assert.equal(await scheduled(unknown, "P3D"), wrong('"P3D"'));
    assert.equal(await scheduled([], unknown), none);
  });

  it("sets an hour where nothing is set, or the limit if that is shorter", async () => {
    const bare = { properties: { computeType: "ComputeInstance" } };
    assert.deepEqual(await remedied(policy, kind, bare), idle("PT60M"));
    assert.deepEqual(await remedied(policy, kind, idle(null)), idle("PT60M"));
    assert.deepEqual(
      await remedied(policy, kind, bare, { config: { maxIdleTime: "PT20M" } }),
      idle("PT20M"),
    );
  });

  it("does not overwrite what somebody chose", async () => {
    assert.deepEqual(await remedied(policy, kind, idle("P3D")), idle("P3D"));
  });
});
