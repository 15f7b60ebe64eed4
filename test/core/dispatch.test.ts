/** What is handed over to the SDK in a request; seen from the SDK's side. */
import assert from "node:assert/strict";
import { dispatching, type SdkPolicy } from "../../policies/core/pulumi/dispatch";

interface Request {
  readonly holds: "speaks" | "passes" | "nothing";
  readonly kinds: ReadonlySet<string>;
}
const request = (holds: Request["holds"], ...kinds: string[]): Request => ({
  holds,
  kinds: new Set(kinds),
});

describe("dispatching", () => {
  const judge: SdkPolicy = { name: "judge", description: "", validateResource: () => {} };
  const last: SdkPolicy = { name: "last", description: "", validateResource: () => {} };
  const report: SdkPolicy = { name: "first", description: "", validateStack: () => {} };
  const make = () => {
    const seeing: ((request: Request) => void)[] = [];
    const list = dispatching<Request>(
      (see) => {
        seeing.push(see);
        return { name: "first", description: "", validateResource: () => {} };
      },
      ({ kinds }) => (kinds.has("a:Complaint") ? report : undefined),
      [
        {
          policy: judge,
          kinds: ["a:Kind"],
          handOver({ holds }) {
            if (holds === "passes") return "passes";
            return holds === "speaks" ? { telling: judge } : "does not apply";
          },
        },
        { policy: last, handOver: () => ({ telling: last }) },
      ],
    );
    return { list, seeing };
  };

  /** Iterates as the SDK does: the first policy runs before the next one is asked for. */
  function handed({ list, seeing }: ReturnType<typeof make>, given?: Request): unknown {
    const iterator = list[Symbol.iterator]();
    iterator.next();
    if (given) seeing.at(-1)?.(given);
    return iterator.next().value;
  }

  it("hands over a policy that has something to say", () => {
    assert.equal(handed(make(), request("speaks")), judge);
  });

  it("leaves out a policy that passes", () => {
    assert.equal(handed(make(), request("passes")), last);
  });

  it("hands over a stand-in that the SDK skips when a policy does not apply", () => {
    const idle = handed(make(), request("nothing")) as typeof judge & {
      validateResource: { __pulumiType?: string };
    };
    assert.equal(idle.name, "judge");
    assert.equal(typeof idle.validateResource.__pulumiType, "string");
  });

  it("asks nobody whose kinds a resource does not hold, from the second request on", () => {
    const made = make();
    const names = (given: Request) => {
      const iterator = made.list[Symbol.iterator]();
      iterator.next();
      made.seeing.at(-1)?.(given);
      return [...iterator].map(({ name }) => name);
    };
    assert.deepEqual(names(request("speaks", "b:Other")), ["judge", "last"]);
    for (let time = 1; time <= 2; time++) {
      const [first, second] = names(request("speaks", "b:Other"));
      assert.equal(first, "last");
      // In its own name, or in that of all who do not apply.
      assert.match(second ?? "", /^(judge|not applicable: judge)$/);
    }
    assert.deepEqual(names(request("speaks", "a:Kind")), ["judge", "last"]);
  });

  it("hands over a report at the end, when all others have been asked", () => {
    const { list, seeing } = make();
    const iterator = list[Symbol.iterator]();
    iterator.next();
    seeing.at(-1)?.(request("speaks", "a:Complaint"));
    assert.deepEqual([...iterator], [judge, last, report]);
  });

  it("leaves nothing out when the first policy is disabled, and so sees nothing", () => {
    assert.equal(handed(make()), judge);
  });

  it("keeps requests apart that are handled at the same time", () => {
    const made = make();
    const [left, right] = [made.list[Symbol.iterator](), made.list[Symbol.iterator]()];
    left.next();
    const seeLeft = made.seeing.at(-1);
    right.next();
    const seeRight = made.seeing.at(-1);
    seeRight?.(request("passes"));
    seeLeft?.(request("speaks"));
    assert.equal(left.next().value, judge);
    assert.equal(right.next().value, last);
  });
});
