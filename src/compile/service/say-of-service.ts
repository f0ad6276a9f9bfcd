/** @file sayOfService: the problems that every drawing can have, in words of a service: of stages and requests, not of layers and data. */
import '../../messages/en/stages'
import { type Message, formatMessage } from '../../messages/message'
import { count, counted } from '../../messages/format'

/** The sentence of a problem of a service's drawing. */
export function sayOfService(said: Message): string {
  switch (said.code) {
    case 'no-input':
      return 'No requests come in yet: the service has no source.'
    case 'no-output':
      return 'No request ends yet: the service has no log.'
    case 'unknown-kind':
      return `There is no stage called "${said.args.kind}" here.`
    case 'no-node':
      return `There is no stage "${said.args.node}" in this drawing.`
    case 'missing-input':
      return said.args.has === 0
        ? `Nothing leads to ${said.args.layer}, so no request reaches it.`
        : `${said.args.layer} joins ${said.args.wants} or more; only ${counted(said.args.has, 'wire leads', 'wires lead')} into it.`
    case 'extra-input':
      return `${said.args.layer} begins the service; nothing can be wired into it.`
    case 'wire-from-output':
      return `${said.args.layer} ends the service; nothing comes out of it.`
    case 'cycle':
      return said.args.nodes === 1
        ? `${said.args.to} is wired to itself; a request would go round forever.`
        : `The wire from ${said.args.from} to ${said.args.to} closes a circle of ${count(said.args.nodes)} stages; a request would go round forever.`
    case 'unused':
      return `${said.args.layer} leads to no log: requests that go there are lost to the record.`
    default:
      return formatMessage(said)
  }
}
