package io.cqueue.http;

import java.net.URI;
import org.junit.jupiter.api.Timeout;

/**
 * Every rule of the HTTP contract that a client may rely on, over real HTTP. A subclass for each
 * way to run cqueue says where its server is; any context path will do. The tests of one class
 * share a server and so begin by emptying its queue where that matters.
 *
 * <p>The rules are by topic in the interfaces that this class implements.
 */
@Timeout(300)
public abstract class HttpContract
    implements AssetRules,
        JobRules,
        BodyRules,
        ProtocolRules,
        EnqueueRules,
        OptionRules,
        PayloadRules,
        BatchRules,
        RepeatRules,
        DequeueRules,
        WaitRules,
        SettleRules,
        ListRules,
        OperatorRules,
        QueueRules,
        PushRules,
        DrainRules,
        ScheduleRules,
        MetricsRules,
        RequestIdRules,
        TraceRules,
        CallbackRules,
        WholeRules,
        DescriptionRules,
        BrowserRules,
        EventRules {

  /** Where the server is, without a slash at the end. */
  protected abstract URI baseUri();

  @Override
  public final Http http() {
    return new Http(baseUri());
  }
}
