import type { Type } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';

import type { EventSubscription } from './event-subscription';
import type { MessagingOptions } from './messaging-options';
import { MESSAGING_OPTIONS } from './messaging-options';
import { Subscriptions } from './subscriptions';

/** Finds or makes the handlers, once the whole application stands: they use commands of the service, which MessagingModule does not import. */
@Injectable()
export class HandlerFinder {
  private found: Promise<Subscriptions<EventSubscription>> | undefined;

  constructor(
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  subscriptions(): Promise<Subscriptions<EventSubscription>> {
    this.found ??= this.findAll();
    return this.found;
  }

  private async findAll(): Promise<Subscriptions<EventSubscription>> {
    const handlers: EventSubscription[] = [];
    for (const handler of this.options.subscriptions ?? []) handlers.push(this.provided(handler) ?? (await this.made(handler)));
    return new Subscriptions(handlers);
  }

  private provided(handler: Type<EventSubscription>): EventSubscription | undefined {
    try {
      return this.moduleRef.get(handler, { strict: false });
    } catch {
      return undefined;
    }
  }

  /** In the first module that has all that it asks for. */
  private async made(handler: Type<EventSubscription>): Promise<EventSubscription> {
    let reason: unknown;
    for (const module of this.modules.values()) {
      const ref = module.getProviderByKey<ModuleRef>(ModuleRef)?.instance;
      try {
        if (ref) return await ref.create(handler);
      } catch (error) {
        reason = error;
      }
    }
    throw new Error(`The event handler ${handler.name} cannot be made: name it among the providers of the service's module.`, { cause: reason });
  }
}
