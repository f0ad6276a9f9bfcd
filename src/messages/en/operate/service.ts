/** @file UI text around a service: its bar with the service menu, and the Operate page while there is no service. */
import { defineText } from '../../define'
import { counted } from '../../format'

export const serviceText = defineText('operate/service', {
  service: 'Service',
  menu: {
    label: 'Service menu',
    create: 'New service',
    createRouter: 'New service: small and large model with a router',
    createShadow: 'New service: champion with a shadow',
    rename: 'Rename service',
    duplicate: 'Duplicate service',
    remove: 'Delete service',
  },
  newName: (a: { name: string }) => `New name for ${a.name}`,
  serve: 'Start service',
  warmingUp: 'Warming up…',
  stop: 'Stop service',
  tryAgain: 'Try again',
  opening: 'Opening service…',
  openingNamed: (a: { name: string }) => `Opening ${a.name}…`,
  none: 'No service yet',
  noneOpen: 'No service is open',
  start: {
    title: 'Operate',
    body: 'Turn a trained network into a service. Design the stages that each request passes through, simulate traffic and drift, and inspect predictions in the log.',
    drills: 'Practice with a drill',
    drillsHeading: 'Or practice with a drill',
    drillsBody: 'A drill is a service with a problem, in its own project. Your project stays unchanged.',
    versionOf: (a: { name: string }) => `This is the network of a saved version, opened from "${a.name}".`,
    backTo: (a: { name: string }) => `Back to ${a.name}`,
    create: 'Create service',
    saveAndCreate: 'Save model and create service',
    createOf: (a: { name: string }) => `Create service from ${a.name}`,
    needsModel: 'A service needs a model. Click Train to train this network first.',
    needsFix: (a: { problems: number }) =>
      `A service needs a model. The network has ${counted(a.problems, 'problem')}. Fix ${a.problems === 1 ? 'it' : 'them'} in Build, then train the network.`,
    showNetwork: 'Show the network',
    train: 'Train',
    training: (a: { progress: string }) =>
      `A service needs a model. This network is currently training: ${a.progress}. You can create the service when training is done or paused.`,
    watch: 'Watch training',
    pause: 'Pause training',
  },
})
