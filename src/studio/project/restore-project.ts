/** @file goBackTo: resets the open project to an earlier state as one undo step, including its data. */
import { datasetOf } from '../../compile/dataset-of-project'
import type { LessonStart, Service } from '../../compile/project'
import { stableJson } from '../../base/stable-json'
import type { AppContext } from '../context'
import { sameTask } from '../data/data-session'
import { become } from './project-document'

/** The state to restore. Parts that are left out do not change; `network` is the name of the network. */
type Past = LessonStart & { readonly network?: string; readonly services?: readonly Service[] | undefined }

/** Replaces drawing, data, and plan. The trial input is cleared if the data is of another kind. */
export function goBackTo(studio: AppContext, { drawing, data, plan, ...also }: Past): void {
  const before = studio.store.getState().project
  const otherData = stableJson(before.data) !== stableJson(data)
  const [from, to] = [datasetOf(before.data), datasetOf(data)]
  if (!from || !to || !sameTask(from, to)) studio.store.setState({ trial: null, answer: null })
  become(studio.store, drawing, { ...also, data, plan })
  if (otherData) void studio.data.use(data, plan).catch(() => undefined)
  else studio.data.resplit()
}
