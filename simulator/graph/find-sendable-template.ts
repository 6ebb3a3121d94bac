import { MetaRefusal } from '../meta/errors.ts';
import type { TemplateContent } from '../meta/send/template-content.ts';
import type { BusinessNumber, Template } from '../world/types.ts';
import type { World } from '../world/world.ts';

export function findSendableTemplate(world: World, number: BusinessNumber, sent: TemplateContent): Template {
  const { code } = sent.language;
  const template = world.store.templates
    .list(number.wabaId)
    .find((candidate) => candidate.name === sent.name && candidate.language === code);
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED') {
    throw new MetaRefusal(132001, { details: `template name (${sent.name}) does not exist in ${code}` });
  }
  if (template.status === 'PAUSED') throw new MetaRefusal(132015);
  if (template.status === 'DISABLED') throw new MetaRefusal(132016);
  return template;
}
