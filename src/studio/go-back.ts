/** @file goBackTo: the open project becomes what it was at another time, as one undo step; its data follow. */
import { setOf } from '../compile/picked'
import type { LessonStart, Service } from '../compile/project'
import { stableJson } from '../base/stable-json'
import type { AppContext } from './context'
import { sameTask } from './data-session'
import { become } from './document'

/** `network` is its name; what is left out stays as it is. */
type Past = LessonStart & { readonly network?: string; readonly services?: readonly Service[] | undefined }

/** Puts drawing, data pick and plan in the place of the present ones; what was tried stays where the data are of the same kind. */
export function goBackTo(studio: AppContext, { drawing, data, plan, ...also }: Past): void {
  const before = studio.store.getState().project
  const otherData = stableJson(before.data) !== stableJson(data)
  const [from, to] = [setOf(before.data), setOf(data)]
  if (!from || !to || !sameTask(from, to)) studio.store.setState({ trial: null, answer: null })
  become(studio.store, drawing, { ...also, data, plan })
  if (otherData) void studio.data.use(data, plan).catch(() => undefined)
  else studio.data.resplit()
}
