/** @file AddNote: the kinds of notes of a lane, in a menu at its name. */
import { noteKinds } from '../../../../ops/scenario/events'
import type { Lane } from '../../../../ops/scenario/scenario'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { LANE_WORDS } from './track-words'

/** Tells which kind is asked for. */
export function AddNote({ lane, onAdd }: { readonly lane: Lane; readonly onAdd: (kind: string) => void }) {
  return (
    <Menu
      trigger={
        <IconButton
          label={`Add a note to ${LANE_WORDS[lane].title.toLowerCase()}`}
          icon="plus"
          tone="quiet"
          size="small"
          tip="right"
        />
      }
      items={noteKinds
        .filter((def) => def.lane === lane)
        .map(({ title, summary, kind }) => ({ title, about: summary, onSelect: () => onAdd(kind) }))}
    />
  )
}
