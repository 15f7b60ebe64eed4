/** What is skipped because a request holds nothing for it; seen from the SDK's side. */
import assert from "node:assert/strict";
import { dispatching, type SdkPolicy } from "../../policies/core/dispatch";

type See = (kinds: ReadonlySet<string>) => void;

describe("dispatching", () => {
  const judge: SdkPolicy = { name: "judge", description: "", validateResource: () => {} };
  const make = () => {
    const seeing: See[] = [];
    const list = dispatching(
      (see) => {
        seeing.push(see);
        return { name: "first", description: "", validateResource: () => {} };
      },
      [{ policy: judge, isIdle: (kinds) => !kinds.has("a:B") }],
    );
    return { list, seeing };
  };

  /** Iterates as the SDK does: the first policy runs before the next one is asked for. */
  function request({ list, seeing }: ReturnType<typeof make>, kinds?: readonly string[]): unknown {
    const iterator = list[Symbol.iterator]();
    iterator.next();
    if (kinds) seeing.at(-1)?.(new Set(kinds));
    return iterator.next().value;
  }

  it("hands over a policy that has something to judge", () => {
    assert.equal(request(make(), ["a:B"]), judge);
  });

  it("hands over a stand-in that the SDK skips when there is nothing to judge", () => {
    const idle = request(make(), ["c:D"]) as typeof judge & {
      validateResource: { __pulumiType?: string };
    };
    assert.equal(idle.name, "judge");
    assert.equal(typeof idle.validateResource.__pulumiType, "string");
  });

  it("skips nothing when the first policy is disabled, and so sees nothing", () => {
    assert.equal(request(make()), judge);
  });

  it("keeps requests apart that are handled at the same time", () => {
    const made = make();
    const [left, right] = [made.list[Symbol.iterator](), made.list[Symbol.iterator]()];
    left.next();
    const seeLeft = made.seeing.at(-1);
    right.next();
    const seeRight = made.seeing.at(-1);
    seeRight?.(new Set(["c:D"]));
    seeLeft?.(new Set(["a:B"]));
    assert.equal(left.next().value, judge);
    assert.notEqual(right.next().value, judge);
  });
});
