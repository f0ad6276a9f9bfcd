/**
 * @file Operate keys: the keys that components of the Operate page handle themselves, listed here for the keyboard
 * shortcuts dialog.
 */
import { shortcutsText } from '../../messages/en/shell/shortcuts'

export interface KeyGroup {
  readonly title: string
  /** Pairs that consist of a key, in the format `shortcutText` accepts, and a description of its effect. */
  readonly keys: readonly (readonly [string, string])[]
}

const { scenario, registry, live } = shortcutsText

export const OPERATE_KEYS: readonly KeyGroup[] = [
  {
    title: scenario.title,
    keys: [
      ['ArrowLeft', scenario.earlier],
      ['ArrowRight', scenario.later],
      ['ArrowUp', scenario.previous],
      ['ArrowDown', scenario.next],
      ['Enter', scenario.open],
      ['D', scenario.copy],
      ['Delete', scenario.remove],
      ['PageUp', scenario.scroll],
      // not text: a key
      ['Plus', scenario.zoom],
    ],
  },
  {
    title: registry.title,
    keys: [
      // not text: a key
      ['Arrows', registry.choose],
      ['Home', registry.ends],
      ['Enter', registry.confirm],
      ['Escape', registry.cancel],
    ],
  },
  {
    title: live.title,
    keys: [
      ['1', live.views],
      ['Space', live.skip],
      ['?', live.unknown],
      ['Backspace', live.previous],
    ],
  },
]
