import { DecideByLinkCommand } from './decide-by-link/decide-by-link.command';
import { DecideByLinkController } from './decide-by-link/decide-by-link.controller';
import { DecisionLinkViews } from './decision-link/decision-link.views';
import { DecisionLinks } from './decision-link/decision-links';
import { LinksForMail } from './decision-link/links-for-mail';

export const decisionLinksProviders = [DecisionLinks, LinksForMail, DecisionLinkViews];
export const decisionLinksOverStories = [DecideByLinkCommand];
export const decisionLinksControllers = [DecideByLinkController];
