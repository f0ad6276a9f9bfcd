/** @file Pages: the entries of the rail, in order. */
import { pagesText as text } from '../../messages/en/shell/pages'
import type { Room } from '../../studio/state'
import type { IconName } from '../kit/icon'

export interface RoomEntry {
  readonly room: Room
  readonly title: string
  readonly icon: IconName
}

export const ROOMS: readonly RoomEntry[] = [
  { room: 'build', title: text.build, icon: 'build' },
  { room: 'data', title: text.data, icon: 'data' },
  { room: 'train', title: text.train, icon: 'train' },
  { room: 'evaluate', title: text.evaluate, icon: 'evaluate' },
  { room: 'operate', title: text.operate, icon: 'operate' },
  { room: 'machine', title: text.machine, icon: 'machine' },
]
