/** @file OperateKeys: keys that what has the focus in Operate hears itself, for the dialog that lists all keys. */

export interface KeysOf {
  readonly place: string
  /** As `shortcutWords` takes them, and what they do. */
  readonly keys: readonly (readonly [string, string])[]
}

export const OPERATE_KEYS: readonly KeysOf[] = [
  {
    place: 'In the score',
    keys: [
      ['ArrowLeft', 'Move the note earlier; with Shift make it shorter'],
      ['ArrowRight', 'Move the note later; with Shift make it longer'],
      ['ArrowUp', 'Go to the note before'],
      ['ArrowDown', 'Go to the note after'],
      ['Enter', 'Open the note'],
      ['D', 'Copy the note'],
      ['Delete', 'Remove the note'],
      ['PageUp', 'Look half a view earlier; Page down later'],
      ['Plus', 'Look closer; with - from further away, with 0 at all of it'],
    ],
  },
  {
    place: 'At a flag of the registry, at the fader of a canary',
    keys: [
      ['Arrows', 'Where it would stand'],
      ['Home', 'To the beginning; End to the end'],
      ['Enter', 'Put it there: a flag opens its gate first'],
      ['Escape', 'Leave it where it was'],
    ],
  },
  {
    place: 'In Live and Labels',
    keys: [
      ['1', 'As its owner sees it; 2 on call, 3 for debugging'],
      ['Space', 'Put the request to be labelled aside'],
      ['?', 'Nobody can tell what it is'],
      ['Backspace', 'Back to the request before'],
    ],
  },
]
