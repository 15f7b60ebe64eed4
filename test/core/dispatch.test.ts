/** What is handed over to the SDK in a request; seen from the SDK's side. */
import assert from "node:assert/strict";
import { dispatching, notApplicable, type SdkPolicy } from "../../policies/core/pulumi/dispatch";

type Request = "speaks" | "passes" | "holds nothing" | "breaks";

describe("dispatching", () => {
  const judge: SdkPolicy = { name: "judge", description: "", validateResource: () => {} };
  const last: SdkPolicy = { name: "last", description: "", validateResource: () => {} };
  const make = () => {
    const seeing: ((request: Request) => void)[] = [];
    const list = dispatching<Request>(
      (see) => {
        seeing.push(see);
        return { name: "first", description: "", validateResource: () => {} };
      },
      [
        {
          policy: judge,
          handOver(request) {
            if (request === "breaks") throw new Error("a mistake in a policy");
            if (request === "passes") return undefined;
            return request === "speaks" ? judge : notApplicable(judge);
          },
        },
        { policy: last, handOver: () => last },
      ],
    );
    return { list, seeing };
  };

  /** Iterates as the SDK does: the first policy runs before the next one is asked for. */
  function handed({ list, seeing }: ReturnType<typeof make>, request?: Request): unknown {
    const iterator = list[Symbol.iterator]();
    iterator.next();
    if (request) seeing.at(-1)?.(request);
    return iterator.next().value;
  }

  it("hands over a policy that has something to say", () => {
    assert.equal(handed(make(), "speaks"), judge);
  });

  it("leaves out a policy that passes", () => {
    assert.equal(handed(make(), "passes"), last);
  });

  it("hands over a stand-in that the SDK skips when a policy does not apply", () => {
    const idle = handed(make(), "holds nothing") as typeof judge & {
      validateResource: { __pulumiType?: string };
    };
    assert.equal(idle.name, "judge");
    assert.equal(typeof idle.validateResource.__pulumiType, "string");
  });

  it("hands over a policy that throws, so that the SDK names it", () => {
    assert.equal(handed(make(), "breaks"), judge);
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
    seeRight?.("passes");
    seeLeft?.("speaks");
    assert.equal(left.next().value, judge);
    assert.equal(right.next().value, last);
  });
});
