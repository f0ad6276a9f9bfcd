/** @file Rooms: the places of the rail, in order. A room that does not exist has no entry. */
import type { Room } from '../../studio/state'
import type { IconName } from '../kit/icon'

export interface RoomEntry {
  readonly room: Room
  readonly title: string
  /** On the rail, where there is little room. */
  readonly short: string
  readonly icon: IconName
}

export const ROOMS: readonly RoomEntry[] = [
  { room: 'build', title: 'Build', short: 'Build', icon: 'build' },
  { room: 'data', title: 'Data', short: 'Data', icon: 'data' },
  { room: 'train', title: 'Train', short: 'Train', icon: 'train' },
  { room: 'evaluate', title: 'Evaluate', short: 'Evaluate', icon: 'evaluate' },
  { room: 'operate', title: 'Operate', short: 'Operate', icon: 'operate' },
  { room: 'machine', title: 'This machine', short: 'This machine', icon: 'machine' },
]
