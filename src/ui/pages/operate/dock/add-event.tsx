/** @file AddEvent: a button at the name of a track, with a menu of the event kinds of that track. */
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { noteKinds } from '../../../../ops/scenario/events'
import type { Lane } from '../../../../ops/scenario/scenario'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'

/** Calls back with the chosen kind. */
export function AddEvent({ lane, onAdd }: { readonly lane: Lane; readonly onAdd: (kind: string) => void }) {
  return (
    <Menu
      trigger={
        <IconButton
          label={text.timeline.addEvent({ track: text.tracks[lane].title })}
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
