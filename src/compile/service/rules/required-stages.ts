/** @file Ends: a service needs one source, one log, and a model between them. */
import { message } from '../../../messages/message'
import { model } from '../../../catalog/service-stages/model'
import { stages } from '../../../catalog/service-stages'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'
import type { DrawnNode } from '../../../graph/drawing'
import type { Edit } from '../../../graph/edit'
import { freshWire, insertIntoWire } from '../../../graph/edit-helpers'
import { fix, removeNode } from '../../../graph/fixes'
import { ofKind, type ServiceContext, problemAt } from '../service-context'

/** Reports an error at the second source or log if there is more than one; the generic check reports missing ones. */
export function ends(context: ServiceContext): readonly Diagnostic[] {
  const [, source, ...sources] = ofKind(context, 'source')
  const [first, log, ...logs] = ofKind(context, 'log')
  return [
    ...(source
      ? [problemAt(message('service-sources', { sources: sources.length + 2 }), source, [removeNode(source)])]
      : []),
    ...(first && log
      ? [problemAt(message('service-logs', { logs: logs.length + 2 }), log, [oneLog(context, first)])]
      : []),
    ...noModel(context, first),
  ]
}

/** A fix that moves all wires into other logs to the first log. */
function oneLog(context: ServiceContext, first: DrawnNode): Fix {
  return fix('one-log', message('fix-one-log', { stage: first.label }), () => {
    const others = ofKind(context, 'log').filter(({ id }) => id !== first.id)
    const gone = new Set(others.map(({ id }) => id))
    let grown = context.drawing
    const edits: Edit[] = [{ type: 'remove', nodes: [...gone] }]
    for (const { from, to } of context.drawing.wires) {
      if (!gone.has(to)) continue
      const wire = freshWire(grown, from, first.id)
      grown = { ...grown, wires: [...grown.wires, wire] }
      edits.push({ type: 'connect', wire })
    }
    return edits
  })
}

function noModel(context: ServiceContext, log: DrawnNode | undefined): readonly Diagnostic[] {
  if (!log || ofKind(context, model.kind).length > 0) return []
  const [wire] = context.report.incoming.get(log.id) ?? []
  const insert =
    wire &&
    fix('add-model', message('fix-model', { alias: 'champion' }), () =>
      insertIntoWire(context.drawing, stages, wire, [{ kind: model.kind }]),
    )
  return [problemAt(message('model-none', {}), log, insert ? [insert] : [])]
}
