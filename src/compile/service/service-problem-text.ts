/** @file Messages for problems in a service diagram, where they differ from the messages for a network. */
import '../../messages/en/stages'
import { serviceRulesText as text } from '../../messages/en/stages'
import { formatMessage, type Message } from '../../messages/message'

/** The message for a problem in a service diagram. */
export function serviceProblemText(problem: Message): string {
  switch (problem.code) {
    case 'no-input':
      return text.noSource
    case 'no-output':
      return text.noLog
    case 'unknown-kind':
      return text.unknownKind({ kind: problem.args.kind })
    case 'no-node':
      return text.noStage({ stage: problem.args.node })
    case 'missing-input': {
      const { layer: stage, has, wants } = problem.args
      return has === 0 ? text.unfed({ stage }) : text.fewInputs({ stage, has, wants })
    }
    case 'extra-input':
      return text.beforeSource({ stage: problem.args.layer })
    case 'wire-from-output':
      return text.afterLog({ stage: problem.args.layer })
    case 'cycle': {
      const { from, to, nodes: stages } = problem.args
      return stages === 1 ? text.loop({ stage: to }) : text.cycle({ from, to, stages })
    }
    case 'unused':
      return text.unlogged({ stage: problem.args.layer })
    default:
      return formatMessage(problem)
  }
}
