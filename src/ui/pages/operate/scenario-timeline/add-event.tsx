/** @file AddEvent: a button next to the name of a track; it opens a menu of the event kinds for that track. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { eventKinds } from '../../../../ops/scenario/events'
import type { Track } from '../../../../ops/scenario/scenario'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'

/** Calls `onAdd` with the chosen kind. */
export function AddEvent({ track, onAdd }: { readonly track: Track; readonly onAdd: (kind: string) => void }) {
  return (
    <Menu
      trigger={
        <IconButton
          label={text.timeline.addEvent({ track: text.tracks[track].title })}
          icon="plus"
          tone="quiet"
          size="small"
          tip="right"
        />
      }
      items={eventKinds
        .filter((def) => def.track === track)
        .map(({ title, summary, kind }) => ({ title, about: summary, onSelect: () => onAdd(kind) }))}
    />
  )
}
